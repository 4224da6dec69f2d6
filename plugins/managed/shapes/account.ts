import { Type } from "typebox";
import { isObject, type JsonObject } from "../json.ts";
import { nullable, required } from "./fields.ts";

/** Something that happened to the account. */
export const Notification = Type.Object(
  {
    id: Type.Number(),
    type: Type.String(),
    subType: nullable(Type.String()),
    createdAt: Type.String(),
    isRead: Type.Boolean(),
    text: Type.String(),
    replacePairs: nullable(Type.Record(Type.String(), Type.Unknown())),
    canGoToProfile: Type.Boolean(),
    userId: nullable(Type.Number()),
  },
  { title: "Notification" },
);

/** A notification with the id of the user it is about, whom the upstream gives in full. */
export function readNotification(notification: JsonObject): JsonObject {
  const { user } = notification;
  return {
    ...notification,
    userId: notification["userId"] ?? (isObject(user) ? user["id"] : null),
  };
}

/** A release form as its owner lists them. */
export const OwnReleaseForm = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["type", "name"]),
    partnerId: nullable(Type.Number()),
    ...required(nullable(Type.String()), [
      "code",
      "status",
      "createdAt",
      "approvedAt",
      "lastChangedAt",
      "userName",
    ]),
    ...required(Type.Boolean(), ["hasUser", "isHidden"]),
  },
  { title: "OwnReleaseForm" },
);

/** A user who may be tagged. */
export const TaggedFriend = Type.Object(
  {
    id: Type.Number(),
    ...required(Type.String(), ["type", "name"]),
    user: Type.Object({
      id: Type.Number(),
      ...required(Type.String(), ["name", "username"]),
      isVerified: Type.Boolean(),
      avatar: nullable(Type.String()),
      isHidden: Type.Boolean(),
    }),
  },
  { title: "TaggedFriend" },
);

import { Type, type Static } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import { sharedFields, writeContent } from "./content.ts";
import { toIsoDate } from "./dates.ts";
import { defineEndpoint } from "./endpoint.ts";
import { messageText } from "./markup.ts";
import { nullable, optional } from "./shapes/fields.ts";
import { Message, Unsent } from "./shapes/message.ts";

const when = (description: string) =>
  Type.Optional(
    nullable(
      Type.Union([Type.String({ maxLength: 64 }), Type.Integer({ minimum: 0 })], { description }),
    ),
  );
const Ids = Type.Optional(
  Type.Array(Type.Union([Type.Number(), Type.String({ minLength: 1, maxLength: 64 })]), {
    maxItems: 1000,
  }),
);

const body = Type.Object(
  {
    ...sharedFields,
    isForwardedMessage: Type.Optional(nullable(Type.Boolean())),
    scheduledDate: when("When it goes out; at once if left out."),
    userIds: Ids,
    userLists: Ids,
    subscribedAfterDate: when(
      "Only to who subscribed since. The upstream's own name for it is not known, and it may pass this over.",
    ),
    excludeUserLists: Ids,
  },
  { additionalProperties: false },
);

const Queued = Type.Object(
  {
    id: Type.Number(),
    date: Type.String(),
    ...optional(Type.Number(), ["total", "pending", "unsendSeconds"]),
    ...optional(Type.Boolean(), [
      "isReady",
      "isDone",
      "canUnsend",
      "hasError",
      "isCanceled",
      "isCouplePeopleMedia",
    ]),
  },
  { title: "Queued" },
);

const sendMassMessage = defineEndpoint({
  method: "POST",
  path: "/mass-messages",
  summary: "Queues a message to users and user lists, for now or for a set time.",
  permission: "messages:write",
  risk: "write",
  evidence: "observed",
  body,
  answer: Queued,
  upstream: { method: "POST", path: "/messages/queue", body: writeMassMessage },
});

const getMassMessage = defineEndpoint({
  method: "GET",
  path: "/mass-messages/:massMessageId",
  summary: "One queued or sent mass message.",
  permission: "messages:read",
  risk: "read",
  evidence: "observed",
  answer: Message,
  upstream: { method: "GET", path: "/messages/queue/:massMessageId" },
});

const replaceMassMessage = defineEndpoint({
  method: "PUT",
  path: "/mass-messages/:massMessageId",
  summary: "Puts another mass message in the place of one that is still queued.",
  permission: "messages:write",
  risk: "write",
  evidence: "observed",
  body,
  answer: Queued,
  upstream: { method: "PUT", path: "/messages/queue/:massMessageId", body: writeMassMessage },
});

const unsendMassMessage = defineEndpoint({
  method: "DELETE",
  path: "/mass-messages/:massMessageId",
  summary: "Cancels a queued mass message, or takes back a sent one.",
  permission: "messages:write",
  risk: "destructive",
  evidence: "observed",
  answer: Unsent,
  upstream: { method: "DELETE", path: "/messages/queue/:massMessageId" },
});

/** Messages to many. */
export const massMessages = [
  sendMassMessage,
  getMassMessage,
  replaceMassMessage,
  unsendMassMessage,
];

function writeMassMessage(message: Static<typeof body>): object {
  const { userIds = [], userLists = [], scheduledDate, subscribedAfterDate } = message;
  if (userIds.length === 0 && userLists.length === 0)
    throw new GatewayError("BAD_REQUEST", "The body needs `userIds` or `userLists`.");
  const { fields, freeMedia } = writeContent(message);
  return {
    text: messageText(message),
    ...fields,
    previews: freeMedia,
    isForward: message.isForwardedMessage ?? false,
    userIds: userIds.map((id, index) => readNumber(id, `userIds[${index}]`)),
    userLists: userLists.map(readListId),
    excludedLists: (message.excludeUserLists ?? []).map(readListId),
    scheduledDate: dateOf(scheduledDate, "scheduledDate"),
    subscribedAfterDate: dateOf(subscribedAfterDate, "subscribedAfterDate"),
  };
}

function dateOf(value: string | number | null | undefined, field: string): string | undefined {
  return value === null || value === undefined ? undefined : toIsoDate(value, field);
}

function readNumber(id: number | string, field: string): number {
  if (/^\d{1,15}$/.test(String(id))) return Number(id);
  throw new GatewayError("BAD_REQUEST", `The body field \`${field}\` must be a user's number.`);
}

/** The upstream's own lists have names, such as `fans`; all others numbers. */
function readListId(id: number | string): number | string {
  return /^\d{1,15}$/.test(String(id)) ? Number(id) : id;
}

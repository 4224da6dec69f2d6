import { Type } from "typebox";
import { contentFields, writeContent } from "./content.ts";
import { defineEndpoint } from "./endpoint.ts";
import { messageText } from "./markup.ts";
import { Limit, Offset } from "./paging.ts";
import { nullable } from "./shapes/fields.ts";
import { Message, MessagePage, Unsent } from "./shapes/message.ts";

const listMessages = defineEndpoint({
  method: "GET",
  path: "/chats/:userId/messages",
  summary: "The messages of one conversation, newest first.",
  permission: "messages:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(10),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
    last_id: Type.Optional(
      Type.String({ pattern: "^\\d{1,19}$", description: "Only older than this message." }),
    ),
    first_id: Type.Optional(
      Type.String({ pattern: "^\\d{1,19}$", description: "Starts at this message." }),
    ),
    include_users: Type.Optional(Type.Boolean({ description: "Users in full instead of ids." })),
  }),
  answer: MessagePage,
  paging: "message",
  upstream: {
    method: "GET",
    path: "/chats/:userId/messages",
    query: (query) => ({
      limit: query.limit,
      // The upstream counts rows after the cursor, so that one of the two is always enough.
      offset: query.last_id === undefined ? query.offset : 0,
      order: "desc",
      id: query.last_id,
      firstId: query.first_id,
      query: query.query,
      skip_users: query.include_users === true ? undefined : "all",
    }),
  },
});

const sendMessage = defineEndpoint({
  method: "POST",
  path: "/chats/:userId/messages",
  summary: "Sends one direct message; with a price, its media are locked until paid.",
  permission: "messages:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    { ...contentFields, isForwardedMessage: Type.Optional(nullable(Type.Boolean())) },
    { additionalProperties: false },
  ),
  answer: Message,
  upstream: {
    method: "POST",
    path: "/chats/:userId/messages",
    body: (body) => {
      const { fields, freeMedia } = writeContent(body);
      return {
        text: messageText(body),
        ...fields,
        previews: freeMedia,
        isForward: body.isForwardedMessage ?? false,
      };
    },
  },
});

const unsendMessage = defineEndpoint({
  method: "DELETE",
  path: "/chats/:userId/messages/:messageId",
  summary: "Takes a message back, while the upstream still allows it.",
  permission: "messages:write",
  risk: "destructive",
  evidence: "observed",
  body: Type.Object(
    { withUserId: Type.Union([Type.Number(), Type.String({ pattern: "^\\d{1,19}$" })]) },
    { additionalProperties: false },
  ),
  answer: Unsent,
  upstream: {
    method: "DELETE",
    path: "/messages/:messageId",
    body: ({ withUserId }) => ({ withUserId: Number(withUserId) }),
  },
});

/** Messages to and from single users. */
export const messages = [listMessages, sendMessage, unsendMessage];

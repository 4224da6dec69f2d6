import { Type } from "typebox";
import { contentFields, paragraph, writeContent } from "./content.ts";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset } from "./paging.ts";
import { nullable } from "./shapes/fields.ts";
import { Chat, Message } from "./shapes/message.ts";

const listChats = defineEndpoint({
  method: "GET",
  path: "/chats",
  summary: "The account's conversations.",
  permission: "messages:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(20),
    offset: Offset,
    order: Type.Optional(Type.Enum(["recent", "old"])),
    filter: Type.Optional(Type.Enum(["priority", "who_tipped", "unread"])),
    query: Type.Optional(Type.String({ maxLength: 200 })),
    userListId: Type.Optional(Type.Integer({ description: "Only members of this list." })),
  }),
  answer: Type.Object({
    list: Type.Array(Chat),
    hasMore: Type.Boolean(),
    nextOffset: Type.Optional(Type.Number()),
  }),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/chats",
    query: (query) => ({
      limit: query.limit,
      offset: query.offset,
      order: query.order ?? "recent",
      filter: query.filter,
      query: query.query,
      list_id: query.userListId,
      skip_users: "all",
    }),
  },
});

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
  answer: Type.Object({
    list: Type.Array(Message),
    hasMore: Type.Boolean(),
    nextLastId: Type.Optional(Type.Number()),
  }),
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
        text: body.text === undefined || body.text === "" ? "" : paragraph(body.text),
        ...fields,
        previews: freeMedia,
        isForward: body.isForwardedMessage ?? false,
      };
    },
  },
});

/** Conversations with single users. */
export const chats = [listChats, listMessages, sendMessage];

import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { Chat, MessagePage } from "./shapes/message.ts";

const ChatPage = pageOf(Chat);

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
  answer: ChatPage,
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

const searchChats = defineEndpoint({
  method: "GET",
  path: "/chats/search",
  summary: "Conversations with users whose name or username contains a text.",
  permission: "messages:read",
  risk: "read",
  evidence: "inferred",
  query: Type.Object({
    query: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Limit(20),
    offset: Offset,
  }),
  answer: ChatPage,
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/chats",
    query: ({ query, limit, offset }) => ({
      limit,
      offset,
      order: "recent",
      query,
      skip_users: "all",
    }),
  },
});

const listChatMedia = defineEndpoint({
  method: "GET",
  path: "/chats/:userId/media",
  summary: "The messages of one conversation that carry media, newest first.",
  permission: "messages:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(100),
    offset: Offset,
    skip_users: Type.Optional(Type.String({ maxLength: 16 })),
    last_id: Type.Optional(
      Type.String({ pattern: "^\\d{1,19}$", description: "Only older than this message." }),
    ),
    opened: Type.Optional(
      Type.Boolean({ description: "Only paid messages that were, or were not, opened." }),
    ),
    type: Type.Optional(Type.Enum(["photos", "videos", "audios"])),
  }),
  answer: MessagePage,
  paging: "message",
  upstream: {
    method: "GET",
    path: "/chats/:userId/media",
    pathBy: {
      query: "type",
      paths: {
        photos: "/chats/:userId/media/photos",
        videos: "/chats/:userId/media/videos",
        audios: "/chats/:userId/media/audios",
      },
    },
    query: (query) => ({
      limit: query.limit,
      offset: query.last_id === undefined ? query.offset : 0,
      last_id: query.last_id,
      opened: query.opened,
      skip_users: query.skip_users ?? "all",
    }),
  },
});

/** Conversations with single users. */
export const chats = [listChats, searchChats, listChatMedia];

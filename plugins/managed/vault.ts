import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { AnyObject, nullable } from "./shapes/fields.ts";
import { VaultList, VaultLists, VaultMedia } from "./shapes/vault.ts";

const mediaQuery = {
  limit: Limit(40, 24),
  offset: Offset,
  sortBy: Type.Optional(Type.Enum(["recent", "most-liked", "highest-tips"])),
  sortDirection: Type.Optional(Type.Enum(["asc", "desc"])),
  query: Type.Optional(Type.String({ maxLength: 200 })),
  mediaType: Type.Optional(Type.Enum(["photo", "video", "audio", "gif"])),
};

/** The upstream's own names; it ignores any other in silence. */
function writeMediaQuery(query: {
  readonly limit: number;
  readonly offset: number;
  readonly sortBy?: string;
  readonly sortDirection?: string;
  readonly query?: string;
  readonly mediaType?: string;
}) {
  return {
    limit: query.limit,
    offset: query.offset,
    field: query.sortBy ?? "recent",
    sort: query.sortDirection ?? "desc",
    query: query.query,
    type: query.mediaType,
  };
}

const MediaPage = pageOf(VaultMedia);

const listMedia = defineEndpoint({
  method: "GET",
  path: "/vault/media",
  summary: "Everything in the account's vault, newest first.",
  permission: "vault:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    ...mediaQuery,
    listId: Type.Optional(Type.Integer({ description: "Only the media of this list." })),
  }),
  answer: MediaPage,
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/vault/media",
    query: (query) => ({ ...writeMediaQuery(query), list: query.listId }),
  },
});

const listLists = defineEndpoint({
  method: "GET",
  path: "/vault/lists",
  summary: "The lists of the vault, with what the whole vault holds.",
  permission: "vault:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    limit: Limit(40, 24),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  answer: VaultLists,
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/vault/lists",
    query: (query) => ({ view: "main", ...query }),
  },
});

const createList = defineEndpoint({
  method: "POST",
  path: "/vault/lists",
  summary: "Makes an empty list in the vault.",
  permission: "vault:write",
  risk: "write",
  evidence: "inferred",
  body: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 100 }) },
    { additionalProperties: false },
  ),
  answer: VaultList,
  upstream: { method: "POST", path: "/vault/lists", body: (body) => body },
});

const updateList = defineEndpoint({
  method: "PATCH",
  path: "/vault/lists/:listId",
  summary: "Renames a list of the vault, and empties it if asked to.",
  permission: "vault:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 100 }),
      clearMedia: Type.Optional(
        nullable(Type.Boolean({ description: "Takes all media out of the list." })),
      ),
    },
    { additionalProperties: false },
  ),
  answer: VaultList,
  upstream: { method: "PATCH", path: "/vault/lists/:listId", body: (body) => body },
});

const deleteList = defineEndpoint({
  method: "DELETE",
  path: "/vault/lists/:listId",
  summary: "Removes a list; its media stay in the vault.",
  permission: "vault:write",
  risk: "destructive",
  evidence: "observed",
  answer: AnyObject,
  upstream: { method: "DELETE", path: "/vault/lists/:listId" },
});

const listMediaOfList = defineEndpoint({
  method: "GET",
  path: "/vault/lists/:listId/media",
  summary: "The media of one list of the vault.",
  permission: "vault:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object(mediaQuery),
  answer: MediaPage,
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/vault/media",
    query: (query, { listId }) => ({ ...writeMediaQuery(query), list: listId }),
  },
});

const addMedia = defineEndpoint({
  method: "POST",
  path: "/vault/lists/:listId/media",
  summary: "Puts vault media into a list.",
  permission: "vault:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    { mediaIds: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 100 }) },
    { additionalProperties: false },
  ),
  answer: VaultList,
  upstream: { method: "POST", path: "/vault/lists/:listId/media", body: (body) => body },
});

/** The account's media, and the lists it sorts them into. */
export const vault = [
  listMedia,
  listLists,
  createList,
  updateList,
  deleteList,
  listMediaOfList,
  addMedia,
];

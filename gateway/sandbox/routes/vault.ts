import { invalid, notFound } from "../refusal.ts";
import { likesOf, viewVaultList, viewVaultMedia, viewVaultTotal } from "../views/vault-view.ts";
import { findFile } from "../world/media.ts";
import { createListing, mediaOf, mediaOn, vaultListsOf } from "../world/vault-lists.ts";
import type { VaultList, Media } from "../world/things.ts";
import { textIn } from "./body.ts";
import { creatorOf } from "./creator.ts";
import { pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 24, most: 100 } as const;

/** The creator's media and the lists they are on. Unknown parameters are ignored, as upstream. */
export const VAULT: readonly Route[] = [
  {
    method: "GET",
    path: "vault/media",
    answer: (call) => {
      const listing = createListing(call.world, viewerOf(call).id);
      return pageOf(
        call.query,
        searchMedia(call),
        (item) => viewVaultMedia(call, item, listing(item)),
        SIZES,
      );
    },
  },
  {
    method: "GET",
    path: "vault/media/hash",
    answer: (call) => {
      const { query, world } = call;
      const file = { md5: query.get("h") ?? "", bytes: Number(query.get("size")) };
      const known = findFile(world, viewerOf(call).id, file);
      if (known === undefined) throw notFound("Media Not Found");
      return { id: known.id };
    },
  },
  {
    method: "GET",
    path: "vault/media/:media",
    answer: (call) => {
      const ownerId = viewerOf(call).id;
      const media = call.world.media.get(Number(call.params[0]));
      if (media?.ownerId !== ownerId) throw notFound("Media Not Found");
      return viewVaultMedia(call, media, createListing(call.world, ownerId)(media));
    },
  },
  {
    method: "GET",
    path: "vault/lists",
    answer: (call) => {
      const { query, world } = call;
      if (query.get("view") !== "main") throw invalid("Bad view param");
      const ownerId = creatorOf(call).id;
      const wanted = (query.get("query") ?? "").toLowerCase();
      const lists = vaultListsOf(world, ownerId).filter(({ name }) =>
        name.toLowerCase().includes(wanted),
      );
      return {
        ...pageOf(query, lists, (list) => viewVaultList(call, list), SIZES),
        all: viewVaultTotal(call, ownerId),
        canCreateVaultLists: true,
        order: "asc",
        sort: "name",
      };
    },
  },
  {
    method: "POST",
    path: "vault/lists",
    answer: (call) =>
      putList(call, {
        id: call.world.nextId(),
        ownerId: creatorOf(call).id,
        type: "custom",
        name: textIn(call, "name"),
        mediaIds: [],
      }),
  },
  {
    method: "GET",
    path: "vault/lists/:list",
    answer: (call) => viewVaultList(call, ownList(call, call.params[0])),
  },
  {
    method: "PATCH",
    path: "vault/lists/:list",
    answer: (call) => {
      const list = customList(call);
      return putList(call, {
        ...list,
        name: textIn(call, "name", list.name),
        mediaIds: call.body["clearMedia"] === true ? [] : list.mediaIds,
      });
    },
  },
  {
    method: "DELETE",
    path: "vault/lists/:list",
    answer: (call) => ({ success: call.world.vaultLists.delete(customList(call).id) }),
  },
  {
    method: "POST",
    path: "vault/lists/:list/media",
    answer: (call) => {
      const list = customList(call);
      const { mediaIds } = call.body;
      if (!Array.isArray(mediaIds)) throw invalid("Invalid mediaIds");
      const added = mediaIds.map((id: unknown) => ownMedia(call, id).id);
      return putList(call, { ...list, mediaIds: [...new Set([...list.mediaIds, ...added])] });
    },
  },
];

function searchMedia(call: Call): readonly Media[] {
  const { query, world } = call;
  const type = query.get("type");
  const list = query.get("list") ?? "all";
  const media = list === "all" ? mediaOf(world, viewerOf(call).id) : onList(call, list);
  const direction = query.get("sort") === "asc" ? 1 : -1;
  const byLikes = query.get("field") === "most-liked";
  return media
    .filter((item) => type === null || item.type === type)
    .toSorted(
      (a, b) =>
        direction *
        ((byLikes ? likesOf(a) - likesOf(b) : 0) || a.createdAt - b.createdAt || a.id - b.id),
    );
}

function onList(call: Call, id: string): readonly Media[] {
  return mediaOn(call.world, ownList(call, id));
}

function ownMedia(call: Call, id: unknown): Media {
  const media = call.world.media.get(Number(id));
  if (media?.ownerId !== viewerOf(call).id) throw notFound("Media Not Found");
  return media;
}

function ownList(call: Call, id: string | undefined): VaultList {
  const list = call.world.vaultLists.get(Number(id));
  if (list?.ownerId !== creatorOf(call).id) throw notFound("List not found");
  return list;
}

function customList(call: Call): VaultList {
  const list = ownList(call, call.params[0]);
  if (list.type !== "custom") throw invalid("List cannot be changed");
  return list;
}

function putList(call: Call, list: VaultList): object {
  call.world.vaultLists.set(list.id, list);
  return viewVaultList(call, list);
}

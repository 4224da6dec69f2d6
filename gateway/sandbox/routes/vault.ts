import { notFound } from "../refusal.ts";
import { viewVaultMedia } from "../views/media-view.ts";
import { pageOf } from "./page.ts";
import { viewerOf, type Route } from "./route.ts";

const SIZES = { usual: 24, most: 100 } as const;

/** The creator's media. Unknown parameters are ignored, as upstream. */
export const VAULT: readonly Route[] = [
  {
    method: "GET",
    path: "vault/media",
    answer: (call) => {
      const { query } = call;
      const ownerId = viewerOf(call).id;
      const type = query.get("type");
      const media = [...call.world.media.values()].filter(
        (item) => item.ownerId === ownerId && (type === null || item.type === type),
      );
      const direction = query.get("sort") === "asc" ? 1 : -1;
      media.sort((a, b) => direction * (a.createdAt - b.createdAt || a.id - b.id));
      return pageOf(query, media, (item) => viewVaultMedia(call, item), SIZES);
    },
  },
  {
    method: "GET",
    path: "vault/media/hash",
    answer: () => {
      throw notFound("Media Not Found");
    },
  },
  {
    method: "GET",
    path: "vault/media/:media",
    answer: (call) => {
      const media = call.world.media.get(Number(call.params[0]));
      if (media === undefined || media.ownerId !== viewerOf(call).id)
        throw notFound("Media Not Found");
      return viewVaultMedia(call, media);
    },
  },
];

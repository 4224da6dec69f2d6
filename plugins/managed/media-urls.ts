import type { WriteLink } from "../../gateway/media/media-links.ts";
import { deeper, isObject, type JsonObject } from "./json.ts";
import { API_PREFIX } from "./upstream-path.ts";

/** How the upstream's media addresses become links of the gateway. */
export interface Links {
  readonly write: WriteLink;
  /** Upstream paths that tell the addresses again, where asking is harmless. */
  readonly sources: readonly string[];
}

/** Fields of people's own words: an address in them is theirs, not a file's. */
export const WORDS: ReadonlySet<string | undefined> = new Set([
  "about",
  "message",
  "name",
  "notice",
  "rawMessage",
  "rawText",
  "text",
  "textCropped",
  "website",
  "wishlist",
]);

/** Puts links in place of the media addresses in a value of unknown form, and gives it back; in place. */
export function rewriteMediaUrls(value: unknown, links: Links, depth = 0): unknown {
  if (typeof value === "string") return links.write(value, links.sources);
  if (Array.isArray(value)) {
    const items = value as unknown[];
    for (const [index, item] of items.entries())
      items[index] = rewriteMediaUrls(item, links, deeper(depth));
  } else if (isObject(value)) {
    const fields = value as Record<string, unknown>;
    const inner = linksWithin(value, links);
    for (const [name, field] of Object.entries(fields))
      if (typeof field !== "string" || !WORDS.has(name))
        fields[name] = rewriteMediaUrls(field, inner, deeper(depth));
  }
  return value;
}

/** The links within an object: a post or a medium can be asked for alone, also when its list has moved on. */
export function linksWithin({ id, responseType, files }: JsonObject, links: Links): Links {
  if (responseType !== "post" && !isObject(files)) return links;
  if (!/^\d+$/.test(String(id))) return links;
  const { write, sources } = links;
  return responseType === "post"
    ? { write, sources: [`${API_PREFIX}/posts/${String(id)}?skip_users=all`, ...sources] }
    : { write, sources: [...sources, `${API_PREFIX}/vault/media/${String(id)}`] };
}

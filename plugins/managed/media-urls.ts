import type { WriteLink } from "../../gateway/media/media-links.ts";
import { isObject, type JsonObject } from "./json.ts";
import { API_PREFIX } from "./upstream-path.ts";

/** Fields of people's own words: an address in them is theirs, not a file's. */
const WORDS = new Set([
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

/**
 * Puts links of the gateway in place of the upstream's media addresses, wherever they stand in an
 * answer; in place. `path` is the upstream path the answer came from, where asking it again is harmless.
 */
export function rewriteMediaUrls(
  answer: unknown,
  write: WriteLink,
  path: string | undefined,
): void {
  visit(answer, write, path === undefined ? [] : [path]);
}

function visit(value: unknown, write: WriteLink, sources: readonly string[]): void {
  if (Array.isArray(value)) {
    const items = value as unknown[];
    for (const [index, item] of items.entries()) {
      if (typeof item === "string") items[index] = write(item, sources);
      else visit(item, write, sources);
    }
    return;
  }
  if (!isObject(value)) return;
  const fields = value as Record<string, unknown>;
  const inner = sourcesOf(fields, sources);
  for (const name in fields) {
    const field = fields[name];
    if (typeof field === "string") {
      if (!WORDS.has(name)) fields[name] = write(field, inner);
    } else visit(field, write, inner);
  }
}

/** A post or a medium can be asked for alone, which stays true when the list has moved on. */
function sourcesOf(object: JsonObject, around: readonly string[]): readonly string[] {
  const { id, responseType, files } = object;
  if (typeof id !== "number") return around;
  if (responseType === "post") return [`${API_PREFIX}/posts/${id}?skip_users=all`, ...around];
  if (isObject(files)) return [...around, `${API_PREFIX}/vault/media/${id}`];
  return around;
}

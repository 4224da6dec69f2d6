import { LRUCache } from "lru-cache";
import type { Connection } from "../connections/connection.ts";
import type { ErrorCode } from "../error-table.ts";
import type { GatewayError } from "../errors.ts";
import type { Call } from "../upstream/call.ts";
import { classify } from "../upstream/classify.ts";
import { upstreamError } from "../upstream/upstream-error.ts";
import type { MediaLink } from "./media-links.ts";

/** Newer addresses of files whose address has expired. */
export interface FreshUrls {
  /** The newest address found for a link, or the link's own. */
  readonly known: (link: MediaLink) => string;
  /**
   * Asks the upstream for a newer address than `refused`; one question at a time for each file.
   * @throws GatewayError why the upstream could not be asked.
   */
  readonly find: (
    connection: Connection,
    link: MediaLink,
    refused: string,
  ) => Promise<string | undefined>;
}

/** Answers by which the place that showed the file shows it no longer. How a session is, no link tells. */
const GONE: ReadonlySet<ErrorCode> = new Set([
  "RESOURCE_NOT_FOUND",
  "BAD_REQUEST",
  "FORBIDDEN",
  "SESSION_EXPIRED",
]);

/** Looks newer addresses up in the upstream's own answers, asked as the link's connection. */
export function createFreshUrls(options: {
  readonly call: Call;
  readonly max?: number;
}): FreshUrls {
  const { call, max = 5_000 } = options;
  const fresh = new LRUCache<string, string>({ max });
  const asking = new Map<string, Promise<string | undefined>>();

  async function ask(connection: Connection, link: MediaLink): Promise<string | undefined> {
    const wanted = fileOf(link.url);
    let failed: GatewayError | undefined;
    for (const path of link.sources) {
      const { status, headers, body } = await call(connection, { method: "GET", path });
      const error = upstreamError(classify(status, headers, body));
      const url = error === undefined ? findUrl(parse(body), wanted) : undefined;
      if (url !== undefined && url !== link.url) return url;
      if (error !== undefined && !GONE.has(error.code)) failed ??= error;
    }
    // Where the upstream could not be asked, the file may well be there.
    if (failed !== undefined) throw failed;
    return undefined;
  }

  return {
    known: (link) => fresh.get(keyOf(link)) ?? link.url,
    find: (connection, link, refused) => {
      const key = keyOf(link);
      // Another exchange may have found one since this one was sent.
      const known = fresh.get(key);
      if (known !== undefined && known !== refused) return Promise.resolve(known);
      let answer = asking.get(key);
      if (answer === undefined) {
        answer = ask(connection, link)
          .then((url) => {
            if (url !== undefined && url !== refused) fresh.set(key, url);
            return url === refused ? undefined : url;
          })
          .finally(() => asking.delete(key));
        asking.set(key, answer);
      }
      return answer;
    },
  };
}

/** The addresses of one file differ in their query alone. */
function keyOf({ connectionId, url }: MediaLink): string {
  return `${connectionId} ${fileOf(url)}`;
}

/** An address without its query, in which the addresses of one file differ alone. */
export function fileOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function findUrl(value: unknown, wanted: string): string | undefined {
  if (typeof value === "string")
    return value.startsWith(wanted) && fileOf(value) === wanted ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  for (const inner of Object.values(value)) {
    const found = findUrl(inner, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}

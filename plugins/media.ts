import { definePlugin, GatewayError, reply, retry, Type } from "../gateway/chain/plugin.ts";
import type {
  Exchange,
  Headers,
  Reply,
  UpstreamRequest,
  UpstreamResponse,
} from "../gateway/chain/plugin.ts";
import type { Resolved } from "../gateway/connections/connection.ts";
import { readAsked } from "../gateway/media/conditional.ts";
import type { FileKeeper } from "../gateway/media/keep-file.ts";
import type { FileHead, KeptFile } from "../gateway/media/kept-file.ts";
import { MEDIA_PREFIX, type MediaLink } from "../gateway/media/media-links.ts";
import "./session.ts";

declare module "../gateway/chain/plugin.ts" {
  interface Facts {
    /** The file that a link under `/v2/media` stands for. */
    media: MediaLink;
  }
}

/** Of the client's fields only those that choose a part or a version of the file. */
const ASKED = new Set([
  "accept",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-range",
  "if-unmodified-since",
  "range",
]);

/** What a file may not do in a browser that opens it under the gateway's own origin. */
const HARMLESS = {
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  "cross-origin-resource-policy": "cross-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const FRESH = "private, max-age=3600";
const EXPIRED = "media-expired";
const NO_BODY = Buffer.alloc(0);

export default definePlugin({
  name: "media",
  summary:
    "Serves the links that stand in managed answers for the upstream's media: through the connection's own outbound proxy, without its session, refreshed once where the upstream's address has expired, and from the disk where `media.cache` keeps them.",
  config: Type.Object({}),
  provides: ["media", "connection", "grant"],
  setup: (_config, { services, metrics }) => {
    const { mediaLinks, freshUrls, mediaCache, connections } = services;
    const asked = metrics.counter(
      "countersign_media_cache_total",
      "Files asked of the media cache, by whether it had them.",
      ["result"],
    );
    const keepers = new WeakMap<object, FileKeeper>();

    async function find(path: string) {
      const media = await mediaLinks.read(path.slice(MEDIA_PREFIX.length + 1));
      if (media === undefined) throw unknownLink();
      return { media, ...(await resolve(media)) };
    }

    async function resolve(media: MediaLink): Promise<Resolved> {
      try {
        return await connections.resolve(media, media.connectionId);
      } catch (error) {
        // Revoked, expired or deleted: one answer, the same as for a link that never was.
        if (error instanceof GatewayError && error.status === 401) throw unknownLink();
        throw error;
      }
    }

    return {
      onRequest: (exchange) => {
        Object.assign(exchange.answerHeaders, HARMLESS);
        assertReading(exchange);
        return find(exchange.path);
      },
      onUpstreamRequest: async (exchange, request) => {
        const { media, connection } = exchange.facts;
        const kept = await mediaCache.find(connection.id, media.url);
        if (mediaCache.isOn) asked.add({ result: kept === undefined ? "miss" : "hit" });
        if (kept !== undefined) return answerKept(exchange, kept);
        point(request, freshUrls.known(media));
        request.body = NO_BODY;
        for (const name of Object.keys(request.headers))
          if (!ASKED.has(name)) delete request.headers[name];
        // A range is of the file's bytes, not of a compressed form of them.
        request.headers["accept-encoding"] = "identity";
        return undefined;
      },
      onAttempt: ({ facts: { connection } }, attempt) => {
        attempt.owner = connection.id;
      },
      onUpstreamResponse: async (exchange, response) => {
        const { media, connection } = exchange.facts;
        const { request, number } = response.attempt;
        if (response.status !== 403 || number > 1) {
          checkFile(response);
          const head = exchange.method === "GET" ? headOfWhole(response) : undefined;
          const keeper = head && (await mediaCache.keep(connection.id, media.url, head));
          if (keeper === undefined) return undefined;
          keepers.set(exchange, keeper);
          response.watch(keeper.write);
          return undefined;
        }
        const url = await freshUrls.find(connection, media, request.origin + request.path);
        if (url === undefined) throw goneFile();
        point(request, url);
        return retry(EXPIRED, { nothingExecuted: true, otherwise: goneFile() });
      },
      onComplete: (exchange) => keepers.get(exchange)?.abandon(),
    };
  },
});

function assertReading({ method, answerHeaders }: Exchange): void {
  if (method === "GET" || method === "HEAD") return;
  answerHeaders["allow"] = "GET, HEAD";
  throw new GatewayError("METHOD_NOT_ALLOWED", "A link to media takes GET, HEAD.");
}

function point(request: UpstreamRequest, address: string): void {
  const { origin, pathname, search } = new URL(address);
  request.origin = origin;
  request.path = pathname + search;
}

/** Lets a file pass, whole, in part or unchanged, and nothing else that a media host may say. */
function checkFile({ status, headers }: UpstreamResponse): void {
  if ([200, 206, 304, 416].includes(status)) {
    headers["cache-control"] = FRESH;
    delete headers["location"];
    return;
  }
  if ([403, 404, 410].includes(status)) throw goneFile();
  const upstream = { status };
  if (status >= 500)
    throw new GatewayError("UPSTREAM_UNREACHABLE", "The media host failed.", { upstream });
  throw new GatewayError("UPSTREAM_INVALID", "The media host did not send the file.", { upstream });
}

/** What to keep a file under, where the answer is all of it. */
function headOfWhole({ status, headers }: UpstreamResponse): FileHead | undefined {
  const text = (name: string) => {
    const value = headers[name];
    return typeof value === "string" ? value : undefined;
  };
  const [, last, total] = /^bytes 0-(\d+)\/(\d+)$/.exec(text("content-range") ?? "") ?? [];
  const isWhole = status === 200 || (status === 206 && Number(last) + 1 === Number(total));
  const size = Number(total ?? text("content-length"));
  if (!isWhole || !Number.isSafeInteger(size) || text("content-encoding") !== undefined)
    return undefined;
  const told = {
    type: text("content-type"),
    etag: text("etag"),
    lastModified: text("last-modified"),
  };
  return { size, ...(JSON.parse(JSON.stringify(told)) as Omit<FileHead, "size">) };
}

/** Answers from the disk, whole, in part or unchanged, as the media host would. */
async function answerKept({ method, headers }: Exchange, kept: KeptFile): Promise<Reply> {
  const { size, type, etag, lastModified } = kept.head;
  const asked = readAsked(headers, kept.head);
  const told: Headers = {
    "accept-ranges": "bytes",
    "cache-control": FRESH,
    "cache-status": "countersign; hit",
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { "last-modified": lastModified }),
  };
  if (!("start" in asked)) {
    await kept.close();
    if (asked.status === 416) told["content-range"] = `bytes */${size}`;
    return reply(asked.status, NO_BODY, told);
  }
  const { status, start, end } = asked;
  if (type !== undefined) told["content-type"] = type;
  told["content-length"] = String(end - start);
  if (status === 206) told["content-range"] = `bytes ${start}-${end - 1}/${size}`;
  return reply(status, kept.read(start, method === "HEAD" ? start : end), told);
}

function unknownLink(): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", "This link to media is unknown or has expired.");
}

function goneFile(): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", "The upstream no longer offers this file.");
}

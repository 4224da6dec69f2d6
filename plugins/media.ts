import { definePlugin, GatewayError, retry, Type } from "../gateway/chain/plugin.ts";
import type { Exchange, UpstreamRequest, UpstreamResponse } from "../gateway/chain/plugin.ts";
import type { Resolved } from "../gateway/connections/connection.ts";
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

const EXPIRED = "media-expired";
const NO_BODY = Buffer.alloc(0);

export default definePlugin({
  name: "media",
  summary:
    "Serves the links that stand in managed answers for the upstream's media: through the connection's own outbound proxy, without its session, refreshed once where the upstream's address has expired.",
  config: Type.Object({}),
  provides: ["media", "connection", "grant"],
  setup: (_config, { services }) => {
    const { mediaLinks, freshUrls, connections } = services;

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
      onUpstreamRequest: ({ facts: { media } }, request) => {
        point(request, freshUrls.known(media));
        request.body = NO_BODY;
        for (const name of Object.keys(request.headers))
          if (!ASKED.has(name)) delete request.headers[name];
        // A range is of the file's bytes, not of a compressed form of them.
        request.headers["accept-encoding"] = "identity";
      },
      onAttempt: ({ facts: { connection } }, attempt) => {
        attempt.owner = connection.id;
      },
      onUpstreamResponse: async ({ facts: { media, connection } }, response) => {
        const { request, number } = response.attempt;
        if (response.status !== 403 || number > 1) return checkFile(response);
        const url = await freshUrls.find(connection, media, request.origin + request.path);
        if (url === undefined) throw goneFile();
        point(request, url);
        return retry(EXPIRED, { nothingExecuted: true, otherwise: goneFile() });
      },
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
    headers["cache-control"] = "private, max-age=3600";
    delete headers["location"];
    return;
  }
  if ([403, 404, 410].includes(status)) throw goneFile();
  const upstream = { status };
  if (status >= 500)
    throw new GatewayError("UPSTREAM_UNREACHABLE", "The media host failed.", { upstream });
  throw new GatewayError("UPSTREAM_INVALID", "The media host did not send the file.", { upstream });
}

function unknownLink(): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", "This link to media is unknown or has expired.");
}

function goneFile(): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", "The upstream no longer offers this file.");
}

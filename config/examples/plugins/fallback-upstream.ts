import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { definePlugin, GatewayError, reply, Type, type Headers } from "countersign/plugin";

/**
 * For moving an app over account by account: a connection that is not known here is still served by
 * the service it came from. Its place is after `auth`, so that strangers are not forwarded, and before `session`.
 */
export default definePlugin({
  name: "fallback-upstream",
  summary: "Sends exchanges of connections not known here to another base URL with its own key.",
  config: Type.Object({
    baseUrl: Type.String({ pattern: "^https?://[^/]+$", description: "Where they are known." }),
    apiKey: Type.String({ minLength: 1, secret: true, description: "The key for that service." }),
    maxBodyBytes: Type.Integer({
      default: 8_388_608,
      minimum: 0,
      description: "The largest request body that is forwarded.",
    }),
  }),
  requires: ["caller"],
  setup: ({ baseUrl, apiKey, maxBodyBytes }, { services, log }) => {
    async function isKnown(caller: Parameters<typeof resolve>[0], id: string): Promise<boolean> {
      try {
        await resolve(caller, id);
        return true;
      } catch (error) {
        if (error instanceof GatewayError) return error.code !== "SESSION_NOT_PROVIDED";
        throw error;
      }
    }
    const { resolve } = services.connections;

    return {
      onRequest: async (exchange) => {
        const { headers, method, target, id, signal } = exchange;
        const connectionId = headers["x-connection-id"];
        if (typeof connectionId !== "string") return undefined;
        if (await isKnown(exchange.facts.caller, connectionId)) return undefined;
        log.debug({ requestId: id }, "forwarded to the fallback upstream");
        const body = await exchange.body(maxBodyBytes);
        const answer = await forward(
          new URL(baseUrl),
          { method, path: target, headers: { ...pick(headers, sent), apikey: apiKey }, signal },
          body,
        );
        return reply(answer.statusCode ?? 502, answer, pick(answer.headers, returned));
      },
    };
  },
});

const sent = ["accept", "accept-encoding", "content-type", "range", "x-connection-id"];
const returned = [
  "content-type",
  "content-length",
  "content-encoding",
  "content-range",
  "etag",
  "retry-after",
];

function pick(headers: IncomingMessage["headers"], names: readonly string[]): Headers {
  const picked: Headers = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

function forward(
  { protocol, hostname, port }: URL,
  options: {
    readonly method: string;
    readonly path: string;
    readonly headers: Headers;
    readonly signal: AbortSignal;
  },
  body: Buffer,
): Promise<IncomingMessage> {
  const answered = Promise.withResolvers<IncomingMessage>();
  const request = protocol === "https:" ? requestHttps : requestHttp;
  const outgoing = request({ protocol, hostname, port, ...options }, answered.resolve);
  outgoing.once("error", (cause) =>
    answered.reject(
      new GatewayError("UPSTREAM_UNREACHABLE", "The fallback upstream failed.", { cause }),
    ),
  );
  outgoing.end(body.length > 0 ? body : undefined);
  return answered.promise;
}

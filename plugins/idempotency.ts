import { definePlugin, GatewayError, reply, Type } from "../gateway/chain/plugin.ts";
import type { Exchange, Reply } from "../gateway/chain/plugin.ts";
import type { ErrorCode } from "../gateway/error-table.ts";
import type { FirstWrite, KeptAnswer } from "../gateway/idempotency/idempotency.ts";
import "./managed/managed.ts";
import "./session.ts";

/** A write under a key that is under way here. */
interface UnderWay {
  readonly first: FirstWrite;
  wasSent: boolean;
}

/** Of an answer, what belongs to the moment it was given. */
const MOMENTARY = /^(?:age|date|server-timing|x-ratelimit-.*)$/;

/** Errors that prove, or as good as prove, that the upstream did nothing. */
const NOTHING_DONE: ReadonlySet<ErrorCode> = new Set([
  "EGRESS_TIMEOUT",
  "NOT_READY",
  "PROXY_ERROR",
  "RATE_LIMIT_EXCEEDED",
  "RULES_OUTDATED",
  "SESSION_EXPIRED",
  "UPSTREAM_BLOCKED",
  "UPSTREAM_MAINTENANCE",
]);

export default definePlugin({
  name: "idempotency",
  summary:
    "Has a managed write with an `Idempotency-Key` happen once: the same request again gets the kept answer, also after a restart.",
  config: Type.Object({
    maxBodyBytes: Type.Integer({
      minimum: 1,
      default: 262_144,
      description: "The largest request body; not below that of `managed`.",
    }),
    maxAnswerBytes: Type.Integer({
      minimum: 1,
      default: 1_048_576,
      description: "The largest answer that is kept; of a larger one only that it was given.",
    }),
  }),
  requires: ["connection", "grant"],
  reads: ["endpoint"],
  setup: (config, { services }) => {
    const underWay = new WeakMap<object, UnderWay>();

    async function begin(
      exchange: Exchange<"connection" | "grant">,
      key: string,
    ): Promise<Reply | undefined> {
      const { facts, method, target } = exchange;
      const body = await exchange.body(config.maxBodyBytes);
      const outcome = await services.idempotency.begin({
        connectionId: facts.connection.id,
        appId: facts.grant.appId,
        key,
        asked: [method, target, body],
      });
      if (!("finish" in outcome)) return replay(exchange, outcome);
      underWay.set(exchange, { first: outcome, wasSent: false });
      exchange.outliveClient();
      return undefined;
    }

    return {
      onUpstreamRequest: (exchange) => {
        const { headers, facts, method } = exchange;
        const key = headers["idempotency-key"];
        if (key === undefined || facts.endpoint?.kind !== "managed") return undefined;
        if (method === "GET" || method === "HEAD") return undefined;
        return begin(exchange, readKey(key));
      },
      onAttempt: (exchange) => {
        const write = underWay.get(exchange);
        if (write !== undefined) write.wasSent = true;
      },
      // In reverse order: what `managed` made of the upstream's answer is what is kept.
      onUpstreamResponse: (exchange, response) => {
        const write = underWay.get(exchange);
        if (write === undefined) return undefined;
        return response.peek(config.maxAnswerBytes).then(({ bytes, complete }) => {
          underWay.delete(exchange);
          if (!complete) return write.first.doubt();
          const { status, headers } = response;
          const kept = Object.entries(headers).filter(([name]) => !MOMENTARY.test(name));
          return write.first.finish({
            status,
            headers: Object.fromEntries(kept),
            body: bytes.toString(),
          });
        });
      },
      onError: (exchange, error) => {
        const write = underWay.get(exchange);
        if (write === undefined) return undefined;
        underWay.delete(exchange);
        return settle(write, error);
      },
    };
  },
});

function readKey(key: string | string[]): string {
  if (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new GatewayError(
    "BAD_REQUEST",
    "The header `Idempotency-Key` must be 1 to 255 printable characters without spaces.",
  );
}

function replay({ answerHeaders }: Exchange<"connection">, answer: KeptAnswer): Reply {
  answerHeaders["idempotent-replayed"] = "true";
  if ("code" in answer) throw new GatewayError(answer.code, answer.message, answer.details);
  return reply(answer.status, Buffer.from(answer.body), { ...answer.headers });
}

/** A refusal of the upstream's is its answer; what broke off on the way there leaves doubt. */
function settle({ first, wasSent }: UnderWay, error: GatewayError): Promise<void> {
  const { code, message, details } = error;
  const { upstream, reason } = details;
  if (!wasSent || NOTHING_DONE.has(code)) return first.release();
  if (upstream !== undefined && upstream.status < 500) {
    return first.finish({ code, message, details: { ...details, cause: undefined } });
  }
  const isUnreached = code === "UPSTREAM_UNREACHABLE" && upstream === undefined;
  return isUnreached || reason === "connect" ? first.release() : first.doubt();
}

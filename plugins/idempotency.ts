import { definePlugin, Type, type GatewayError } from "../gateway/chain/plugin.ts";
import type { Exchange, Reply } from "../gateway/chain/plugin.ts";
import type { ErrorCode } from "../gateway/error-table.ts";
import type { FirstWrite } from "../gateway/idempotency/idempotency.ts";
import { beginKeyed, keyOf } from "./keyed-write.ts";
import "./managed/managed.ts";

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
      const first = await beginKeyed(exchange, services.idempotency, key, config.maxBodyBytes);
      if (!("finish" in first)) return first;
      underWay.set(exchange, { first, wasSent: false });
      return undefined;
    }

    return {
      onUpstreamRequest: (exchange) => {
        const { facts, method } = exchange;
        if (facts.endpoint?.kind !== "managed" || method === "GET" || method === "HEAD")
          return undefined;
        const key = keyOf(exchange);
        return key === undefined ? undefined : begin(exchange, key);
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

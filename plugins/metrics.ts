import { definePlugin, Type } from "../gateway/chain/plugin.ts";

export default definePlugin({
  name: "metrics",
  summary: "Counts and times exchanges for `/metrics`, by route, method and outcome.",
  config: Type.Object({}),
  critical: false,
  setup: (_config, { metrics }) => {
    const by = ["route", "method", "status"];
    const whole = metrics.histogram(
      "countersign_exchange_duration_seconds",
      "From the request's head to the last byte of the answer.",
      by,
    );
    const gateway = metrics.histogram(
      "countersign_gateway_duration_seconds",
      "The part of an exchange that was not spent waiting for upstream heads.",
      by,
    );
    const upstream = metrics.histogram(
      "countersign_upstream_duration_seconds",
      "The part of an exchange spent waiting for upstream heads, over all attempts.",
      by,
    );
    const attempts = metrics.counter(
      "countersign_attempts_total",
      "Requests sent upstream, repeated ones included.",
      ["route"],
    );
    const answers = metrics.counter(
      "countersign_answers_total",
      "Ended exchanges by error code (`none` without an error) and by whose fault it was.",
      ["code", "source"],
    );
    const retries = metrics.counter(
      "countersign_retries_total",
      "Attempts made again, by reason.",
      ["reason"],
    );
    return {
      onAttempt: (_exchange, { retryOf }) => {
        if (retryOf !== undefined) retries.add({ reason: retryOf });
      },
      onComplete: (exchange, outcome) => {
        const route = exchange.route.prefix;
        const labels = {
          route,
          method: methods.has(exchange.method) ? exchange.method : "other",
          status: `${Math.floor(outcome.status / 100)}xx`,
        };
        whole.observe(labels, outcome.durationMs / 1000);
        gateway.observe(labels, (outcome.durationMs - outcome.upstreamMs) / 1000);
        if (outcome.attempts > 0) {
          upstream.observe(labels, outcome.upstreamMs / 1000);
          attempts.add({ route }, outcome.attempts);
        }
        const { error } = outcome;
        answers.add({ code: error?.code ?? "none", source: error?.source ?? "none" });
      },
    };
  },
});

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

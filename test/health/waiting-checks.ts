import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../../gateway/clock.ts";
import type { Connections } from "../../gateway/connections/connection.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createChecks } from "../../gateway/health/checks.ts";
import type { Log } from "../../gateway/observe/log.ts";
import type { Store } from "../../gateway/store/store.ts";

/** What an upstream may say to a check. */
export const ANSWERS = {
  works: undefined,
  expired: new GatewayError("SESSION_EXPIRED", "No.", {
    reason: "expired",
    upstream: { status: 401, message: "Access denied." },
  }),
  challenged: new GatewayError("SESSION_EXPIRED", "Code?", {
    reason: "challenged",
    upstream: { status: 400, code: 101 },
  }),
  other: new GatewayError("BAD_REQUEST", "Another's.", { reason: "other_account" }),
  timeout: new GatewayError("UPSTREAM_TIMEOUT", "Late."),
  egress: new GatewayError("PROXY_ERROR", "Dead."),
  blocked: new GatewayError("UPSTREAM_BLOCKED", "Blocked."),
  broken: new Error("unforeseen"),
} as const;
export type Answer = keyof typeof ANSWERS;

/** Checks whose upstream answers when it is told to. */
export function startWaitingChecks(
  over: {
    readonly store: Store;
    readonly connections: Connections;
    readonly clock: Clock;
    readonly log: Log;
  },
  parallel = 2,
  heldMs: () => number = () => 0,
) {
  const asked: { readonly id: string; readonly answer: (with_: Answer) => void }[] = [];
  const inFlight = new Map<string, number>();
  let most = 0;
  let mostInAll = 0;
  const checks = createChecks({
    ...over,
    heldMs,
    probe: async ({ id }) => {
      inFlight.set(id, (inFlight.get(id) ?? 0) + 1);
      most = Math.max(most, inFlight.get(id) ?? 0);
      mostInAll = Math.max(
        mostInAll,
        [...inFlight.values()].reduce((a, b) => a + b, 0),
      );
      const answer = await new Promise<Answer>((resolve) => asked.push({ id, answer: resolve }));
      inFlight.set(id, (inFlight.get(id) ?? 1) - 1);
      const error = ANSWERS[answer];
      if (error !== undefined) throw error;
    },
    settings: { parallel, pauseMs: 1_000, maxPauseMs: 8_000, idleMs: 60_000 },
  });
  const answerNext = async (answer: Answer) => {
    while (asked.length === 0) await nextTurn();
    asked.shift()?.answer(answer);
  };
  return { checks, asked, answerNext, most: () => most, mostInAll: () => mostInAll };
}

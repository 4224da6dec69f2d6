import { GatewayError } from "../errors.ts";
import type { Classification } from "./classify.ts";

/** The upstream takes signatures of a few minutes around its own time, and its `Date` has whole seconds. */
const TOLERATED_MS = 60_000;

/**
 * Why a signature was refused, where it is this machine's clock and not the rules: the answer says
 * what time it is for the upstream. `undefined` for any other answer, and where the times agree.
 */
export function wrongClock(answer: Classification, nowMs: number): GatewayError | undefined {
  const { kind, dateMs, status, code, message } = answer;
  if (kind !== "stale-rules" || dateMs === undefined) return undefined;
  const aheadMs = nowMs - dateMs;
  if (Math.abs(aheadMs) < TOLERATED_MS) return undefined;
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return new GatewayError(
    "RULES_OUTDATED",
    `The upstream refused the signature: this gateway's clock is ${minutes} min ${aheadMs > 0 ? "ahead of" : "behind"} the upstream's.`,
    {
      source: "gateway",
      reason: "clock",
      nextActions: ["Ask the operator to set the gateway's clock, by NTP for instance."],
      upstream: {
        status,
        ...(code !== undefined && { code }),
        ...(message !== undefined && { message }),
      },
    },
  );
}

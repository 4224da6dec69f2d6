import type { FeedView } from "../../admin/feed-view.ts";
import { duration } from "../table.ts";
import type { EgressHealth } from "../../egress/health.ts";
import type { Readiness } from "../../observe/readiness.ts";
import type { AdminApi } from "../admin-api.ts";
import { fine, type Finding } from "./finding.ts";

/** Whether the running gateway says that it is ready. */
export function checkReadiness({ ready, checks, warnings }: Readiness): Finding {
  const check = "gateway";
  const failing = checks.filter(({ ok }) => !ok).map(({ detail }) => detail);
  if (!ready)
    return {
      check,
      verdict: "fail",
      found: `not ready: ${[...failing, ...warnings].join(" ")}`,
      remedy: "Remedy what is named, or look into its log.",
    };
  if (warnings.length === 0) return fine(check, "ready");
  return {
    check,
    verdict: "warn",
    found: `ready, but: ${warnings.join(" ")}`,
    remedy: "Do what it advises; `countersign reload --dry-run` tries a configuration.",
  };
}

/** How each rules feed fares; one that fails is bad only where no other of its environment answers. */
export function checkFeeds(feeds: readonly FeedView[]): Finding[] {
  return feeds.map((feed): Finding => {
    const { environment, source, problem, ageSeconds } = feed;
    const check = `feed ${source}`;
    if (problem === null) return fine(check, answered(ageSeconds));
    const isAlone = feeds.every((other) => other.environment !== environment || other.problem);
    return {
      check,
      verdict: isAlone ? "fail" : "warn",
      found: `${problem}; ${answered(ageSeconds)}`,
      remedy: "Correct its address or headers, or add another feed.",
    };
  });
}

function answered(ageSeconds: number | null): string {
  return ageSeconds === null ? "never answered" : `answered ${duration(ageSeconds * 1000)} ago`;
}

/** Whether any outbound proxy is out of use. */
export async function checkEgress(gateway: AdminApi): Promise<Finding> {
  const check = "egress";
  const { egresses } = (await gateway.get("/admin/egress")) as {
    readonly egresses: readonly EgressHealth[];
  };
  const ejected = egresses.filter(({ isEjected }) => isEjected).map(({ id }) => id);
  const failing = egresses.filter(({ failures }) => failures > 0).map(({ id }) => id);
  const remedy = "See that the proxy runs and takes the configured credentials.";
  if (ejected.length > 0)
    return { check, verdict: "fail", found: `ejected: ${ejected.join(", ")}`, remedy };
  if (failing.length > 0)
    return { check, verdict: "warn", found: `failing: ${failing.join(", ")}`, remedy };
  return fine(check, `${egresses.length} in use`);
}

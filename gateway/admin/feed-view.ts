import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import type { FeedStanding } from "../rules/feeds.ts";

/** A rules feed as an operator sees it. */
export interface FeedView {
  readonly environment: EnvironmentName;
  readonly source: string;
  readonly answeredAt: string | null;
  readonly ageSeconds: number | null;
  readonly failures: number;
  readonly problem: string | null;
}

/** Fewer failures in a row are the weather of the internet. */
const FAILURES_TO_SAY = 3;

/** A feed's standing at this moment. */
export function viewFeed(
  environment: EnvironmentName,
  { source, answeredAt, failures, problem }: FeedStanding,
  clock: Clock,
): FeedView {
  return {
    environment,
    source,
    answeredAt: answeredAt === undefined ? null : new Date(answeredAt).toISOString(),
    ageSeconds: answeredAt === undefined ? null : Math.floor((clock.now() - answeredAt) / 1000),
    failures,
    problem: problem ?? null,
  };
}

/** What is to be said about a feed that keeps failing; `undefined` if nothing. */
export function feedWarning({ source, failures, problem }: FeedView): string | undefined {
  if (failures < FAILURES_TO_SAY) return undefined;
  return (
    `The rules feed ${source} has failed ${failures} times in a row: ${problem ?? "unknown"}. ` +
    "Correct its address or headers, or add another feed."
  );
}

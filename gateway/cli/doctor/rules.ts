import type { Clock } from "../../clock.ts";
import type { Config } from "../../config/schema.ts";
import type { EnvironmentName } from "../../environments.ts";
import type { RulesStanding } from "../../observe/readiness.ts";
import { knownBuilds, withOfflineRules } from "../offline-rules.ts";
import { duration } from "../table.ts";
import { fine, type Finding } from "./finding.ts";

/** The live site rotates its rules several times a week and honours old ones for days. */
const OLD_MS = 7 * 24 * 3600 * 1000;

/** What the folders hold for an environment, judged as a gateway would. */
export interface RulesOnDisk {
  readonly environment: EnvironmentName;
  readonly newest: Pick<RulesStanding, "revision" | "builtAt"> | undefined;
  /** Documents whose build date has not come yet. */
  readonly fromTheFuture: readonly string[];
}

/** Judges the documents of each environment that is switched on. */
export function readRulesOnDisk(
  { environments, rules, dataDir }: Config,
  clock: Clock,
): Promise<readonly RulesOnDisk[]> {
  const names = (["sandbox", "live"] as const).filter((name) => environments[name].enabled);
  return Promise.all(
    names.map((environment) =>
      withOfflineRules({ rulesDir: rules.dir, environment, clock }, async (registry) => {
        const documents = await knownBuilds({ rulesDir: rules.dir, dataDir }, environment);
        for (const { source, text } of documents) await registry.offer(environment, source, text);
        const newest = registry.current(environment);
        return {
          environment,
          newest: newest && { ...newest, builtAt: isoOf(newest.builtAt) },
          fromTheFuture: registry
            .rejections(environment)
            .filter(({ reason }) => reason.includes("lies in the future"))
            .map(({ source }) => source),
        };
      }),
    ),
  );
}

/** Whether the clock is where the rules say it must be by now: the upstream refuses a signature of another time. */
export function checkClock(onDisk: readonly RulesOnDisk[], clock: Clock): Finding {
  const now = new Date(clock.now()).toISOString();
  const future = onDisk.flatMap(({ fromTheFuture }) => fromTheFuture);
  if (future.length === 0) return fine("clock", now);
  return {
    check: "clock",
    verdict: "fail",
    found: `it says ${now}, and ${future.join(", ")} was built later`,
    remedy: "Set the clock, by NTP for instance; if it is right, remove the document.",
  };
}

/** How old the rules are that sign in an environment: the running gateway's, else the newest on disk. */
export function checkRulesAge(
  { environment, newest }: RulesOnDisk,
  running: readonly RulesStanding[] | undefined,
  clock: Clock,
): Finding {
  const check = `rules ${environment}`;
  const standing = running?.find((each) => each.environment === environment) ?? newest;
  if (standing === undefined && environment === "sandbox" && running === undefined)
    return { check, verdict: "skip", found: "they come from the sandbox once it runs" };
  if (standing === undefined)
    return {
      check,
      verdict: "fail",
      found: "there are none that can be used",
      remedy: "Put a rules document into the rules folder, or name a feed in the configuration.",
    };
  const { revision, builtAt } = standing;
  const ageMs = builtAt === null ? undefined : clock.now() - Date.parse(builtAt);
  const found = ageMs === undefined ? revision : `${revision}, ${duration(ageMs)} old`;
  if (environment !== "live" || ageMs === undefined || ageMs < OLD_MS) return fine(check, found);
  return {
    check,
    verdict: "warn",
    found: `${found}: live calls will probably be refused`,
    remedy: "Add a newer document to the rules folder, or a feed to the configuration.",
  };
}

function isoOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

import type { Clock } from "../clock.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import type { ActiveRules, Rules } from "../rules/rules.ts";
import type { RunningRules } from "../rules/start-rules.ts";
import { feedWarning, viewFeed, type FeedView } from "../admin/feed-view.ts";

/** From this age on, rules of the live site are probably refused: it rotates them several times a week and honours old ones for days. */
const oldMs = 7 * 24 * 3600 * 1000;

/** One thing that must hold before traffic may come. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether traffic may come, why not, and what an operator should know although it may. */
export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly Check[];
  readonly rules: readonly RulesStanding[];
  /** Where newer rules come from. */
  readonly feeds: readonly FeedView[];
  readonly warnings: readonly string[];
}

/** The rules that sign in an environment. */
export interface RulesStanding {
  readonly environment: EnvironmentName;
  readonly revision: string;
  readonly builtAt: string | null;
  readonly ageSeconds: number | null;
  readonly pinned: boolean;
  /** The file or feed they came from. */
  readonly source: string;
}

/** Where readiness is read from. */
export interface ReadinessSources {
  readonly clock: Clock;
  readonly environments: Environments;
  readonly rules: Pick<Rules, "current" | "pinned"> & Partial<Pick<RunningRules, "feeds">>;
  readonly isDraining: () => boolean;
  /** Further checks by name, such as `store`: what is wrong, or `undefined` if nothing is. */
  readonly checks: Readonly<Record<string, () => string | undefined>>;
  /** What did not work lately although the gateway serves, such as a refused configuration. */
  readonly notices?: () => readonly string[];
}

/** Looks at everything traffic depends on, from memory. */
export function checkReadiness(sources: ReadinessSources): Readiness {
  const { clock, environments, rules, isDraining } = sources;
  const names = Object.keys(environments) as EnvironmentName[];
  const checks = [
    check("draining", isDraining() ? "The gateway is shutting down." : undefined),
    ...Object.entries(sources.checks).map(([name, problem]) => check(name, problem())),
    ...names.map((environment) =>
      check(
        `rules:${environment}`,
        rules.current(environment) === undefined
          ? `No ${environment} rules document was accepted yet.`
          : undefined,
      ),
    ),
  ];
  const feeds = names.flatMap((environment) =>
    (rules.feeds?.(environment) ?? []).map((feed) => viewFeed(environment, feed, clock)),
  );
  const serving = names.flatMap((environment) => rules.current(environment) ?? []);
  return {
    ready: checks.every(({ ok }) => ok),
    checks,
    rules: serving.map((build) => standing(build, rules, clock)),
    feeds,
    warnings: [
      ...serving.flatMap((build) => rulesWarning(build, clock) ?? []),
      ...feeds.flatMap((feed) => feedWarning(feed) ?? []),
      ...(sources.notices?.() ?? []),
    ],
  };
}

/** What is to be said about rules whose age makes refusals likely; `undefined` if nothing. */
export function rulesWarning(build: ActiveRules, clock: Clock): string | undefined {
  const { builtAt, environment, revision } = build;
  if (environment !== "live" || builtAt === undefined) return undefined;
  const ageMs = clock.now() - builtAt;
  if (ageMs < oldMs) return undefined;
  const days = Math.floor(ageMs / (24 * 3600 * 1000));
  const date = new Date(builtAt).toISOString().slice(0, 10);
  return (
    `The live rules ${revision} were built on ${date}, ${days} days ago: live calls will probably ` +
    "be refused. Add a newer rules document to the rules folder, or a feed to the configuration."
  );
}

function check(name: string, problem: string | undefined): Check {
  return { name, ok: problem === undefined, detail: problem ?? "ok" };
}

function standing(
  { environment, revision, builtAt, source }: ActiveRules,
  rules: Pick<Rules, "pinned">,
  clock: Clock,
): RulesStanding {
  return {
    environment,
    revision,
    builtAt: builtAt === undefined ? null : new Date(builtAt).toISOString(),
    ageSeconds: builtAt === undefined ? null : Math.floor((clock.now() - builtAt) / 1000),
    pinned: rules.pinned(environment) !== undefined,
    source,
  };
}

import { Type } from "typebox";
import type { ControlApp } from "../api/control-plane.ts";
import type { Clock } from "../clock.ts";
import type { Drift } from "../drift/drift.ts";
import { ConfigError } from "../config/problem.ts";
import type { Comparable, StoreComparison } from "../declared/compare-store.ts";
import type { DeclaredChange } from "../declared/change.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { ActiveRules } from "../rules/rules.ts";
import type { RunningRules } from "../rules/start-rules.ts";
import type { Perform } from "./acts.ts";
import type { EgressActions } from "./egress.ts";
import { viewFeed } from "./feed-view.ts";

/** One generation as an operator sees it. */
export interface GenerationInfo {
  readonly id: number;
  readonly isCurrent: boolean;
  readonly inFlight: number;
  readonly startedAt: string;
  /** The hash of its configuration. */
  readonly configHash: string;
}

/** A configuration that served here and can be gone back to, the running one first. */
export interface EarlierInfo {
  readonly configHash: string;
  /** Its number, if it served in this process. */
  readonly generation: number | null;
  readonly servedAt: string;
}

/** What became of a candidate configuration. */
export interface ReloadResult {
  readonly result: "applied" | "unchanged" | "refused";
  /** The generation that takes new exchanges now. */
  readonly generation: number;
  readonly problems: readonly string[];
  /** What its declarations changed, or would; left out where that is nothing. */
  readonly declared?: readonly DeclaredChange[];
}

/** An exchange under way: which, since when, but never for whom or what. */
export interface ExchangeInfo {
  readonly id: string;
  readonly generation: number;
  readonly route: string;
  readonly method: string;
  readonly ageMs: number;
}

/** What an operator may do with a running gateway. */
export interface AdminActions {
  readonly generations: () => readonly GenerationInfo[];
  /** Takes configuration and rules as they are on disk, as SIGHUP does; a dry run only says what would come of the configuration. */
  readonly reload: (options: { readonly dryRun: boolean }) => Promise<ReloadResult>;
  /** Why the newest candidate does not serve, if it was refused; and whether a rollback holds. */
  readonly problems: () => readonly string[];
  /** What a configuration would change of what the store has, and which outbound proxies it lacks. @throws ConfigError */
  readonly compare: (wanted: Comparable) => Promise<StoreComparison>;
  /** The configurations that served here, over restarts too. */
  readonly earlier: () => readonly EarlierInfo[];
  /** Goes back to the configuration with this number or hash, else to the one before, until the file's content changes. */
  readonly rollback: (name?: string) => Promise<ReloadResult>;
  /** Ends a rollback that holds: the file's configuration serves, if it can. */
  readonly lift: () => Promise<ReloadResult>;
  readonly exchanges: () => readonly ExchangeInfo[];
  readonly clock: Clock;
  readonly rules: Pick<
    RunningRules,
    | "current"
    | "builds"
    | "rejections"
    | "pin"
    | "release"
    | "pinned"
    | "bans"
    | "awaiting"
    | "feeds"
  >;
  readonly egress: EgressActions;
  readonly drift: Pick<Drift, "reports" | "accept">;
  /** The environments that are switched on. */
  readonly environments: readonly EnvironmentName[];
}

const dryRunQuery = Type.Object(
  { dryRun: Type.Optional(Type.Enum(["", "true", "false", "1", "0"])) },
  { additionalProperties: false },
);
const rollbackQuery = Type.Object(
  { to: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) },
  { additionalProperties: false },
);
const compareBody = Type.Object(
  {
    declared: Type.Object({}, { additionalProperties: true }),
    egressIds: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 10_000 }),
  },
  { additionalProperties: false },
);
const ofEnvironment = Type.Object({ environment: Type.Enum(["sandbox", "live"]) });
const pinBody = Type.Object(
  { revision: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
);

/** The routes under `/admin` over the running gateway; every change an operator makes is put on record. */
export function adminRoutes(app: ControlApp, actions: AdminActions, perform: Perform): void {
  const { rules } = actions;
  app.get("/generations", () => ({
    generations: actions.generations(),
    earlier: actions.earlier(),
    problems: actions.problems(),
  }));
  app.get("/exchanges", () => ({ exchanges: actions.exchanges() }));
  app.get("/rules", () => ({
    environments: actions.environments.map((environment) => rulesOf(actions, environment)),
  }));

  app.post("/reload", { schema: { querystring: dryRunQuery } }, (request) => {
    const { dryRun } = request.query;
    const isDryRun = dryRun !== undefined && dryRun !== "false" && dryRun !== "0";
    const act = { action: "reload", describe: (result: object) => ({ ...result }) };
    return perform(request, act, async () => ({
      dryRun: isDryRun,
      ...(await actions.reload({ dryRun: isDryRun })),
    }));
  });
  app.post("/compare", { schema: { body: compareBody } }, async (request) => {
    try {
      return await actions.compare(request.body);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new GatewayError("BAD_REQUEST", error.message, { cause: error });
    }
  });
  app.post("/rollback", { schema: { querystring: rollbackQuery } }, (request) => {
    const { to } = request.query;
    const act = {
      action: "rollback",
      ...(to !== undefined && { detail: { to } }),
      describe: (result: object) => ({ ...result }),
    };
    return perform(request, act, () => actions.rollback(to));
  });
  app.post("/rollback/lift", (request) => {
    const act = { action: "rollback.lift", describe: (result: object) => ({ ...result }) };
    return perform(request, act, actions.lift);
  });
  app.post(
    "/rules/:environment/pin",
    { schema: { params: ofEnvironment, body: pinBody } },
    (request) => {
      const { environment } = request.params;
      const { revision } = request.body;
      const act = { action: "pin", target: environment, detail: { environment, revision } };
      return perform(request, act, async () => {
        assertSwitchedOn(environment);
        await rules.pin(environment, revision);
        return rulesOf(actions, environment);
      });
    },
  );
  app.post("/rules/:environment/release", { schema: { params: ofEnvironment } }, (request) => {
    const { environment } = request.params;
    const act = { action: "release", target: environment, detail: { environment } };
    return perform(request, act, async () => {
      assertSwitchedOn(environment);
      await rules.release(environment);
      return rulesOf(actions, environment);
    });
  });

  function assertSwitchedOn(environment: EnvironmentName): void {
    if (!actions.environments.includes(environment))
      throw new GatewayError("RESOURCE_NOT_FOUND", `The environment ${environment} is off.`);
  }
}

/** An environment's rules without their constants. */
function rulesOf({ rules, clock }: AdminActions, environment: EnvironmentName): object {
  const describe = ({ revision, scheme, order, builtAt, acceptedAt, source }: ActiveRules) => ({
    revision,
    scheme,
    order,
    builtAt: builtAt === undefined ? null : new Date(builtAt).toISOString(),
    acceptedAt: new Date(acceptedAt).toISOString(),
    source,
  });
  return {
    environment,
    current: rules.current(environment)?.revision ?? null,
    pinned: rules.pinned(environment) ?? null,
    bans: rules.bans(environment).map(({ revision, until }) => ({
      revision,
      until: new Date(until).toISOString(),
    })),
    awaiting: rules.awaiting(environment),
    feeds: rules.feeds(environment).map((feed) => viewFeed(environment, feed, clock)),
    builds: rules.builds(environment).map(describe),
    rejections: rules.rejections(environment).map(({ source, place, reason, at }) => ({
      source,
      place,
      reason,
      at: new Date(at).toISOString(),
    })),
  };
}

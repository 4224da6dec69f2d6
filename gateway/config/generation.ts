import { createChain, type Step } from "../chain/chain.ts";
import { checkChain, unknownHooks } from "../chain/check-chain.ts";
import { createGuard, type Guard } from "../chain/guard.ts";
import type { EndpointDocument, Host } from "../chain/plugin.ts";
import type { HeaderPolicy } from "../http/headers.ts";
import { createRouter, type ChainRoute, type Router } from "../http/router.ts";
import type { PlannedPlugin } from "./plugin-settings.ts";
import type { Config, RouteConfig } from "./schema.ts";

/** One immutable whole of configuration, chains and plugin code; an exchange lives in the one it began with. */
export interface Generation {
  readonly number: number;
  readonly hash: string;
  readonly config: Config;
  readonly createdAt: number;
  readonly router: Router;
  /** Plugins set up in it, chain by chain, for the admin API. */
  readonly chains: Readonly<Record<string, readonly string[]>>;
  /** What its plugins serve, each plugin once, for the reference. */
  readonly endpoints: readonly EndpointDocument[];
  readonly inFlight: () => number;
  readonly acquire: () => void;
  readonly release: () => void;
  /** Closes its plugins once the last exchange has ended, at the latest after `drainTimeoutMs`. */
  readonly retire: (drainTimeoutMs: number) => Promise<void>;
}

/** What is needed to build a generation. */
export interface GenerationOptions {
  readonly number: number;
  readonly hash: string;
  readonly config: Config;
  readonly plans: Readonly<Record<string, readonly PlannedPlugin[]>>;
  readonly host: (plugin: string) => Host;
  readonly policyOf: (route: RouteConfig) => HeaderPolicy;
  readonly onPluginFailure: (plugin: string, phase: string) => void;
}

/**
 * Builds a generation beside the running one: proves the order of its chains, then sets every plugin
 * up. @throws Error listing every problem; whatever was set up by then is closed again.
 */
export async function buildGeneration(options: GenerationOptions): Promise<Generation> {
  const { config, plans } = options;
  const problems = Object.entries(plans).flatMap(([name, plan]) =>
    checkChain(plan.map(({ plugin }) => plugin)).map((problem) => `chains.${name}: ${problem}`),
  );
  if (problems.length > 0) throw new Error(problems.join("\n"));

  const opened: Step[] = [];
  try {
    const steps: Record<string, Step[]> = {};
    for (const [name, plan] of Object.entries(plans)) {
      steps[name] = [];
      for (const planned of plan) {
        const step = await setUp(planned, options.host(planned.plugin.name));
        opened.push(step);
        steps[name].push(step);
      }
    }
    return assemble(options, steps, opened);
  } catch (error) {
    await closeAll(opened);
    throw error;
  }

  function assemble(
    { number, hash, policyOf }: GenerationOptions,
    steps: Readonly<Record<string, readonly Step[]>>,
    all: readonly Step[],
  ): Generation {
    const guard = createGuard({
      ...options.host("chain"),
      hookTimeoutMs: config.timeouts.hookMs,
      onFailure: options.onPluginFailure,
    });
    const routes = config.routes.map((route) =>
      routeOf(config, route, steps[route.chain] ?? [], guard, policyOf(route)),
    );
    let count = 0;
    let onIdle: (() => void) | undefined;
    return {
      number,
      hash,
      config,
      createdAt: options.host("chain").clock.now(),
      router: createRouter(routes),
      chains: Object.fromEntries(
        Object.entries(steps).map(([name, list]) => [name, list.map(({ plugin }) => plugin.name)]),
      ),
      endpoints: [...new Set(all.map(({ plugin }) => plugin))].flatMap(
        ({ endpoints = [] }) => endpoints,
      ),
      inFlight: () => count,
      acquire: () => {
        count += 1;
      },
      release: () => {
        count -= 1;
        if (count === 0) onIdle?.();
      },
      retire: async (drainTimeoutMs) => {
        const { clock } = options.host("chain");
        if (count > 0) {
          const drained = Promise.withResolvers<undefined>();
          const timer = clock.setTimeout(() => drained.resolve(undefined), drainTimeoutMs);
          onIdle = () => drained.resolve(undefined);
          await drained.promise;
          clock.clearTimeout(timer);
        }
        await closeAll(all);
      },
    };
  }
}

async function setUp({ plugin, settings }: PlannedPlugin, host: Host): Promise<Step> {
  // The settings were validated against the plugin's own schema; this is the one cast.
  const hooks = await plugin.setup(settings as never, host);
  const unknown = unknownHooks(hooks);
  if (unknown.length > 0) {
    await hooks.close?.();
    throw new Error(
      `The plugin "${plugin.name}" has hooks nobody calls: ${unknown.join(", ")}. Correct their names.`,
    );
  }
  return { plugin, hooks };
}

async function closeAll(steps: readonly Step[]): Promise<void> {
  await Promise.allSettled(steps.map(async ({ hooks }) => hooks.close?.()));
}

function routeOf(
  config: Config,
  route: RouteConfig,
  steps: readonly Step[],
  guard: Guard,
  policy: HeaderPolicy,
): ChainRoute {
  const { timeouts, limits, retries } = config;
  const own = route.timeouts ?? {};
  return {
    prefix: route.prefix,
    chain: createChain(steps),
    guard,
    upstream: route.upstream,
    policy,
    body: {
      maxBytes: route.requestBodyBytes ?? limits.requestBodyBytes,
      replayBytes: limits.replayBytes,
      idleMs: own.requestBodyMs ?? timeouts.requestBodyMs,
    },
    deadlines: {
      headMs: own.headMs ?? timeouts.headMs,
      bodyIdleMs: own.bodyIdleMs ?? timeouts.bodyIdleMs,
      totalMs: own.totalMs ?? timeouts.totalMs,
      minBytesPerSecond: timeouts.minBytesPerSecond,
    },
    retries,
  };
}

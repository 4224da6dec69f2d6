import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unknownHooks } from "../chain/check-chain.ts";
import type { AnyPlugin } from "../chain/plugin.ts";
import type { Clock } from "../clock.ts";
import { createCheck } from "../config/check.ts";
import { loadConfig } from "../config/load.ts";
import { startHealth } from "../health/start-health.ts";
import { createMetrics } from "../observe/metrics.ts";
import { createEngine } from "../create-engine.ts";
import { openContent } from "../open-content.ts";
import { openServices } from "../open-services.ts";
import { createOwnAddresses } from "../own-addresses.ts";
import { createKeyFileProvider } from "../secrets/key-file.ts";
import { openStore } from "../store/open-store.ts";
import { NO_LOG } from "./no-log.ts";

/** What came of setting a plugin up by itself. */
export interface Tried {
  /** The moments it acts in; nothing if it could not be set up. */
  readonly hooks?: readonly string[];
  readonly problems: readonly string[];
  /** Whether it only lacks settings, which nobody gave. */
  readonly lacksSettings: boolean;
}

/** Sets a plugin up as a gateway would, over real services and an empty store that are gone afterwards. */
export async function tryPlugin(
  plugin: AnyPlugin,
  given: object | undefined,
  clock: Clock,
): Promise<Tried> {
  const settings = structuredClone(given ?? {});
  let findings;
  try {
    findings = createCheck()(plugin.config, settings);
  } catch (error) {
    return failed(`Its \`config\` is no valid schema: ${messageOf(error)}.`);
  }
  if (findings.length > 0) {
    const problems = findings.map(({ place, problem, remedy }) => `${place} ${problem} ${remedy}`);
    return { problems, lacksSettings: given === undefined };
  }
  return withHost(clock, async (host) => {
    try {
      const hooks = await plugin.setup(settings as never, host);
      await hooks.close?.();
      const unknown = unknownHooks(hooks).map((name) => `\`${name}\` is a hook nobody calls.`);
      return { hooks: Object.keys(hooks), problems: unknown, lacksSettings: false };
    } catch (error) {
      return failed(`Its \`setup\` fails: ${messageOf(error)}`);
    }
  });
}

type Host = Parameters<AnyPlugin["setup"]>[1];

async function withHost<T>(clock: Clock, work: (host: Host) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-"));
  const metrics = createMetrics({ clock });
  const document = { dataDir, rules: { dir: dataDir } };
  const { config } = await loadConfig({ source: { document }, env: {}, args: {} });
  const keyProvider = createKeyFileProvider(join(dataDir, "master.key"));
  const store = await openStore({ dataDir, keyProvider, clock, log: NO_LOG });
  const shared = { clock, log: NO_LOG, metrics };
  const core = await openServices({
    configName: "the configuration",
    ...shared,
    config,
    environments: {},
    store,
  });
  const ownAddresses = createOwnAddresses();
  const engine = createEngine({
    ...shared,
    config,
    services: core,
    transport: undefined,
    isDraining: () => false,
    ownAddresses,
  });
  const opened = { ...shared, config, store, services: core, engine };
  const health = startHealth(opened);
  try {
    const opening = { ...opened, health, ownAddresses };
    const services = await openContent(opening);
    return await work({ clock, log: NO_LOG, metrics: metrics.plugin, services });
  } finally {
    await health.close();
    engine.agents.close();
    await core.close();
    await store.close();
    metrics.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function failed(problem: string): Tried {
  return { problems: [problem], lacksSettings: false };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

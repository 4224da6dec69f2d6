import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLiveBrowsers, type LiveBrowsers } from "./browser/live-browsers.ts";
import { systemClock, type Clock } from "./clock.ts";
import type { Closing } from "./closing.ts";
import { createPluginFinder } from "./config/find-plugin.ts";
import { openConfigSource, type ConfigSource } from "./config/config-source.ts";
import { loadConfig } from "./config/load.ts";
import { createPluginLoader } from "./config/load-plugin.ts";
import type { Config } from "./config/schema.ts";
import { createEnvironments } from "./environments.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import { endHandOut, withdrawHandOut } from "./hand-out.ts";
import { loadAdminToken } from "./admin/token.ts";
import { createLog, type Log, type ProcessLog } from "./observe/log.ts";
import { createMetrics, type Metrics } from "./observe/metrics.ts";
import { openServices, type OpenServices } from "./open-services.ts";
import { startSandbox, type Sandbox } from "./sandbox/sandbox.ts";
import { createKeyEnvironmentProvider } from "./secrets/key-environment.ts";
import { createKeyFileProvider } from "./secrets/key-file.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";

/** What a gateway stands on before it serves: its configuration, its store, and the services over them. */
export interface Foundation {
  readonly clock: Clock;
  readonly config: Config;
  readonly configs: ConfigSource;
  /** Whether it comes from a file that may change. */
  readonly isFile: boolean;
  /** What it is called in answers. */
  readonly configName: string;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly store: Store;
  readonly services: OpenServices;
  /** In which owners sign in. */
  readonly browsers: LiveBrowsers;
  readonly sandbox: Sandbox | undefined;
  /** The key that the last start handed out for the sandbox. */
  readonly lastKey: string | undefined;
  readonly adminToken: string;
}

const MANY_LOADS =
  "Plugins were loaded many times, and old code stays in memory: restart when it suits.";

/**
 * Reads the configuration and opens what it names; everything opened is added to `closing`.
 * @throws ConfigError; GatewayError `NOT_READY` for a store or key that cannot be used.
 */
export async function openFoundation(
  options: GatewayOptions,
  closing: Closing,
): Promise<Foundation> {
  const { clock = systemClock, env = {}, args = {}, logDestination } = options;
  let log: ProcessLog | undefined = undefined;
  const bundles = await mkdtemp(join(tmpdir(), "countersign-"));
  closing.add(() => rm(bundles, { recursive: true, force: true }));
  const loader = createPluginLoader({
    folder: bundles,
    onManyLoads: (loads) => log?.warn({ loads }, MANY_LOADS),
  });
  const plugins = createPluginFinder(options.plugins, loader);
  const configName = typeof options.config === "string" ? options.config : "the configuration";
  const isFile = typeof options.config === "string";
  const source =
    typeof options.config === "string" ? { file: options.config } : { document: options.config };
  const written = () => loadConfig({ source, env, args, plugins });
  const withoutFile = async () =>
    (await loadConfig({ source: { document: {} }, env, args })).config.dataDir;
  const configs = await openConfigSource({
    written,
    restore: (kept) => loadConfig({ source: { ...source, kept }, env, args, plugins }),
    ...(isFile && { dataDirWithoutFile: withoutFile }),
    clock,
  });
  const { config } = configs.opened.loaded;
  const { dataDir } = config;
  log = createLog({
    level: config.log.level,
    clock,
    ...(logDestination !== undefined && { destination: logDestination }),
  });
  closing.add(log.close);
  const metrics = createMetrics({ clock });
  closing.add(metrics.close);

  const keyFile = config.keyFile ?? join(dataDir, "master.key");
  const keyProvider =
    env["MASTER_KEY"] === undefined
      ? createKeyFileProvider(keyFile)
      : createKeyEnvironmentProvider("MASTER_KEY", env["MASTER_KEY"]);
  // The sandbox is made while the store's thread starts.
  const opening = openStore({ dataDir, keyProvider, clock, log });
  const closeStore = opening.then(
    ({ close }) => close,
    () => undefined,
  );
  closing.add(async () => (await closeStore)?.());
  const { enabled, origin } = config.environments.sandbox;
  const sandbox = enabled
    ? await startSandbox({ clock, log: log.child({ room: "sandbox" }) })
    : undefined;
  if (sandbox !== undefined) closing.add(sandbox.close);
  const store = await opening;
  // Not before the folder is ours: a start that is refused leaves the running gateway's in place.
  const lastKey = await withdrawHandOut(dataDir);
  closing.add(() => endHandOut(dataDir));
  const environments = createEnvironments(config, sandbox && (origin ?? sandbox.url));
  const services = await openServices({
    config,
    environments,
    store,
    clock,
    log,
    metrics,
    configName,
  });
  closing.add(services.close);
  const browsers = await openLiveBrowsers({
    settings: config.link.browser,
    dataDir,
    clock,
    log,
    uid: process.getuid?.(),
  });
  closing.add(browsers.close);
  const adminToken = await loadAdminToken(dataDir, clock);
  return {
    clock,
    config,
    configs,
    isFile,
    configName,
    log,
    metrics,
    store,
    services,
    browsers,
    sandbox,
    lastKey,
    adminToken,
  };
}

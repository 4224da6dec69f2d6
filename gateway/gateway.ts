import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApi } from "./api/api.ts";
import type { AnyPlugin } from "./chain/plugin.ts";
import { systemClock, type Clock } from "./clock.ts";
import { createPluginFinder } from "./config/find-plugin.ts";
import type { Reload } from "./config/generations.ts";
import { loadConfig, type LoadOptions } from "./config/load.ts";
import { createPluginLoader } from "./config/load-plugin.ts";
import type { Config } from "./config/schema.ts";
import { createEngine } from "./create-engine.ts";
import { createEnvironments, type Environments } from "./environments.ts";
import { openSandboxAccounts, withdrawHandOut, writeHandOut, type HandOut } from "./hand-out.ts";
import { createClientAddress } from "./http/client-address.ts";
import { startDeadlines } from "./http/deadlines.ts";
import { createHandler } from "./http/handler.ts";
import { startListener } from "./http/listener.ts";
import type { Transport } from "./http/transport.ts";
import { newId } from "./ids.ts";
import { createAdminActions } from "./admin-actions.ts";
import { startAdmin } from "./observe/admin.ts";
import { loadAdminToken } from "./observe/admin-token.ts";
import { createLog, type LogDestination, type ProcessLog } from "./observe/log.ts";
import { createMetrics } from "./observe/metrics.ts";
import { checkReadiness } from "./observe/readiness.ts";
import { openServices } from "./open-services.ts";
import { startSandbox } from "./sandbox/sandbox.ts";
import { openStore } from "./store/open-store.ts";
import { createKeyEnvironmentProvider } from "./secrets/key-environment.ts";
import { createKeyFileProvider } from "./secrets/key-file.ts";
import { startReloading } from "./start-reloading.ts";

/** What a gateway is started with. */
export interface GatewayOptions {
  /** Path of the configuration file, or the document itself. */
  readonly config: string | object;
  readonly env?: LoadOptions["env"];
  /** Command-line values by option name. */
  readonly args?: LoadOptions["args"];
  /** The built-in plugins. */
  readonly plugins: readonly AnyPlugin[];
  readonly clock?: Clock;
  /** Where log lines go; standard output unless given. */
  readonly logDestination?: LogDestination;
  /** Another HTTP engine behind the same seam, to be measured. */
  readonly transport?: Transport;
}

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  readonly config: Config;
  readonly environments: Environments;
  /** Where a master key was made at this start, the first; it must be backed up. */
  readonly createdKeyAt: string | undefined;
  /** What to call the sandbox with, where it is on. */
  readonly sandbox: HandOut | undefined;
  /** What an operator should know although all is ready, such as the age of rules. */
  readonly warnings: readonly string[];
  readonly reload: () => Promise<Reload>;
  /** Stops being ready, lets exchanges end within the drain time, and closes everything. */
  readonly close: () => Promise<void>;
}

const MANY_LOADS =
  "Plugins were loaded many times, and old code stays in memory: restart when it suits.";

/**
 * Starts a gateway: everything is wired here, once, in the order it depends on each other.
 * @throws ConfigError, GatewayError `NOT_READY`, or the listener's error; whatever was opened is closed again.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { clock = systemClock, env = {}, args = {} } = options;
  const closing: (() => Promise<unknown> | void)[] = [];
  const onClose = (close: () => Promise<unknown> | void) => closing.unshift(close);
  const closeAll = async () => {
    for (const close of closing.splice(0)) await close();
  };
  try {
    return await start();
  } catch (error) {
    await closeAll();
    throw error;
  }

  async function start(): Promise<Gateway> {
    const source =
      typeof options.config === "string" ? { file: options.config } : { document: options.config };
    let log: ProcessLog | undefined;
    const bundles = await mkdtemp(join(tmpdir(), "countersign-"));
    onClose(() => rm(bundles, { recursive: true, force: true }));
    const loader = createPluginLoader({
      folder: bundles,
      onManyLoads: (loads) => log?.warn({ loads }, MANY_LOADS),
    });
    const plugins = createPluginFinder(options.plugins, loader);
    const load = () => loadConfig({ source, env, args, plugins });
    const { config } = await load();
    const { dataDir, server } = config;
    log = createLog({
      level: config.log.level,
      clock,
      ...(options.logDestination && { destination: options.logDestination }),
    });
    onClose(log.close);

    const metrics = createMetrics({ clock });
    onClose(metrics.close);
    const lastKey = await withdrawHandOut(dataDir);
    const store = await openStore({
      dataDir,
      keyProvider:
        env["MASTER_KEY"] === undefined
          ? createKeyFileProvider(config.keyFile ?? join(dataDir, "master.key"))
          : createKeyEnvironmentProvider("MASTER_KEY", env["MASTER_KEY"]),
      clock,
      log,
    });
    onClose(store.close);
    const isSandboxOn = config.environments.sandbox.enabled;
    const sandbox = isSandboxOn
      ? await startSandbox({ clock, log: log.child({ room: "sandbox" }) })
      : undefined;
    if (sandbox !== undefined) onClose(sandbox.close);
    const environments = createEnvironments(
      config,
      config.environments.sandbox.origin ?? sandbox?.url,
    );
    const services = await openServices({ config, environments, store, clock, log });
    onClose(services.close);
    const adminToken = await loadAdminToken(dataDir, clock);

    let isDraining = false;
    const engine = createEngine({
      config,
      services,
      transport: options.transport,
      clock,
      log,
      isDraining: () => isDraining,
    });
    onClose(engine.agents.close);
    const generations = await startReloading({
      load,
      services,
      metrics,
      clock,
      log,
      watch: "file" in source,
    });
    onClose(() => generations.close(server.drainTimeoutMs));
    const api = await createApi({ services, clock, log, metrics: metrics.plugin });
    onClose(api.close);

    const newRequestId = () => newId("req_", clock);
    const handler = createHandler({
      engine,
      current: generations.current,
      control: api.handle,
      newRequestId,
      addressOf: createClientAddress(server.trustedProxies),
    });
    onClose(startDeadlines(clock, handler.inFlight));
    const tls = server.tls && {
      cert: await readFile(server.tls.cert, "utf8"),
      key: await readFile(server.tls.key, "utf8"),
    };
    const listener = await startListener({
      ...server,
      tls,
      newRequestId,
      onRequest: handler.handle,
      onRefused: metrics.engine.headRefused,
    });
    const ready = () =>
      checkReadiness({
        clock,
        environments,
        rules: services.rules,
        isDraining: () => isDraining,
        checks: { store: store.problem },
      });
    const admin = await startAdmin({
      ...config.admin,
      token: adminToken,
      metrics,
      ready,
      actions: createAdminActions({ clock, environments, services, generations, handler }),
      clock,
      log,
    });
    onClose(admin.close);
    // Drained before anything an exchange needs is closed, while the admin listener still answers.
    onClose(async () => {
      isDraining = true;
      const drained = listener.drain();
      const deadline = clock.setTimeout(listener.cut, server.drainTimeoutMs);
      await drained;
      clock.clearTimeout(deadline);
    });
    metrics.engine.readFrom({
      environments,
      rules: services.rules,
      connections: services.connections,
      egresses: services.egresses,
      generations: () =>
        generations.live().map((generation) => ({
          id: generation.number,
          inFlight: generation.inFlight(),
          isCurrent: generation === generations.current(),
        })),
      clientConnections: listener.connections,
      replayBytes: engine.replayBudget.usedBytes,
    });

    const scheme = tls === undefined ? "http" : "https";
    const { address, port, family } = listener.address;
    const url = `${scheme}://${family === "IPv6" ? `[${address}]` : address}:${port}`;
    const handOut =
      sandbox === undefined
        ? undefined
        : {
            baseUrl: url,
            adminUrl: admin.url,
            adminToken,
            upstreamUrl: sandbox.url,
            ...(await openSandboxAccounts({ ...services, store }, sandbox, lastKey)),
          };
    if (handOut !== undefined) await writeHandOut(dataDir, handOut);
    return {
      url,
      adminUrl: admin.url,
      adminToken,
      config,
      environments,
      createdKeyAt: store.createdKeyAt,
      sandbox: handOut,
      warnings: ready().warnings,
      reload: () => generations.reload({ dryRun: false }),
      close: closeAll,
    };
  }
}

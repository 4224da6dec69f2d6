import { createAccountServices } from "./account-services.ts";
import { createAdminActions } from "./admin/actions.ts";
import { createApi } from "./api/api.ts";
import { createClosing, type Closing } from "./closing.ts";
import type { Reload } from "./config/reload.ts";
import type { Config } from "./config/schema.ts";
import { createEngine } from "./create-engine.ts";
import type { Environments } from "./environments.ts";
import type { GatewayOptions } from "./gateway-options.ts";
import { openSandboxAccounts, writeHandOut, type HandOut } from "./hand-out.ts";
import { cutExchanges } from "./http/cut-exchanges.ts";
import { startHealth } from "./health/start-health.ts";
import { startAdmin } from "./admin/start-admin.ts";
import { checkReadiness } from "./observe/readiness.ts";
import { openFoundation, type Foundation } from "./open-foundation.ts";
import { openFront } from "./open-front.ts";
import { startReloading } from "./start-reloading.ts";

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
  /** What keeps it from being ready, if anything does. */
  readonly unready: readonly string[];
  /** What an operator should know besides, such as the age of rules. */
  readonly warnings: readonly string[];
  readonly reload: () => Promise<Reload>;
  /** Stops being ready, lets exchanges end within the drain time, and closes everything. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a gateway: everything is wired here, once, in the order it depends on each other.
 * @throws ConfigError, GatewayError `NOT_READY`, or the listener's error; whatever was opened is closed again.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const closing = createClosing();
  try {
    return await serve(await openFoundation(options, closing), options, closing);
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

async function serve(
  foundation: Foundation,
  { transport }: GatewayOptions,
  closing: Closing,
): Promise<Gateway> {
  const { clock, config, metrics, store, services, browsers, sandbox, adminToken } = foundation;
  const { rules, environments, ownAddresses } = services;
  const { server } = config;
  let isDraining = false;

  const engine = createEngine({
    ...foundation,
    transport,
    isDraining: () => isDraining,
    ownAddresses,
  });
  closing.add(engine.agents.close);
  const health = startHealth({ ...foundation, engine });
  closing.add(health.close);
  const generations = await startReloading({ ...foundation, engine, health, ownAddresses });
  closing.add(() => generations.close(server.drainTimeoutMs));
  const accounts = createAccountServices({
    ...foundation,
    engine,
    health,
    publicUrl: () => server.publicUrl ?? front.url,
    cut: (id, reason, part) => cutExchanges(front.handler.inFlight.list, id, reason, part),
  });
  const endpoints = () => generations.current().endpoints;
  const api = await createApi({ ...foundation, accounts, endpoints, metrics: metrics.plugin });
  closing.add(api.close);

  const front = await openFront(
    foundation,
    { engine, generations, accounts, control: api.handle },
    closing,
  );
  const ready = () =>
    checkReadiness({
      clock,
      environments,
      rules,
      isDraining: () => isDraining,
      checks: { store: store.problem },
      notices: () => [
        ...store.notices(),
        ...rules.notices(),
        ...generations.notices(),
        ...browsers.notices(environments),
      ],
    });
  const actions = createAdminActions({ ...foundation, generations, handler: front.handler });
  const admin = await startAdmin({
    ...foundation,
    ...config.admin,
    token: adminToken,
    ready,
    actions,
    accounts,
  });
  closing.add(admin.close);
  ownAddresses.add(Number(new URL(admin.url).port));
  // Added last, so that exchanges end before anything they need, and while `/readyz` still answers.
  closing.add(async () => {
    isDraining = true;
    await front.drain();
  });
  metrics.engine.readFrom({
    ...services,
    generations: actions.generations,
    isRollback: () => foundation.configs.history.held() !== undefined,
    exchanges: () => front.handler.inFlight.list,
    clientConnections: front.listener.connections,
    replayBytes: engine.replayBudget.usedBytes,
  });

  const { url } = front;
  const { checks, warnings } = ready();
  let handOut: HandOut | undefined;
  if (sandbox !== undefined) {
    const accounts = await openSandboxAccounts(services, store, sandbox, foundation.lastKey);
    const urls = { baseUrl: url, adminUrl: admin.url, upstreamUrl: sandbox.url };
    handOut = { ...urls, adminToken, ...accounts };
    await writeHandOut(config.dataDir, handOut);
  }
  return {
    url,
    adminUrl: admin.url,
    adminToken,
    config,
    environments,
    createdKeyAt: store.createdKeyAt,
    sandbox: handOut,
    unready: checks.filter(({ ok }) => !ok).map(({ detail }) => detail),
    warnings,
    reload: () => actions.reload({ dryRun: false }),
    close: closing.closeAll,
  };
}

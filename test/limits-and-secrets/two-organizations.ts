import { join } from "node:path";
import { systemClock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import type { NewSession } from "../../gateway/connections/connection.ts";
import { newId } from "../../gateway/ids.ts";
import { createKeys } from "../../gateway/keys/create-keys.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { createKeyFileProvider } from "../../gateway/secrets/key-file.ts";
import { openStore } from "../../gateway/store/open-store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startSignedGateway, type TestConfig, type TestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";

/** Who calls: a key, and a connection of the same organization. */
export interface Tenant {
  readonly apiKey: string;
  readonly connectionId: string;
}

/** A gateway that serves two organizations, each with an account of its own. */
export interface TwoOrganizations {
  readonly gateway: TestGateway;
  readonly one: Tenant;
  readonly other: Tenant;
}

/** Starts a gateway whose store already holds a second organization; the first is the sandbox's hand-out. */
export async function startTwoOrganizations(
  cleanup: Cleanup,
  upstream: string,
  config: TestConfig = {},
  session: Partial<NewSession> = {},
): Promise<TwoOrganizations> {
  const dataDir = makeScratch(cleanup, "tenants");
  const other = await addOrganization(dataDir, session);
  const gateway = await startSignedGateway(cleanup, upstream, config, {
    env: { DATA_DIR: dataDir },
  });
  const { apiKey, creator: connectionId } = gateway.sandbox;
  return { gateway, one: { apiKey, connectionId }, other };
}

/** Adds an organization with an app, a key and a connection to a data folder that no gateway holds. */
export async function addOrganization(
  dataDir: string,
  session: Partial<NewSession> = {},
): Promise<Tenant> {
  const clock = systemClock;
  const log = createLog({ level: "silent", clock });
  const keyProvider = createKeyFileProvider(join(dataDir, "master.key"));
  const store = await openStore({ dataDir, keyProvider, clock, log });
  const organizationId = newId("org_", clock);
  const appId = newId("app_", clock);
  const shared = { name: "other", isDefault: 0, createdAt: clock.now() };
  await store.organizations.add({ id: organizationId, ...shared });
  await store.apps.add({ id: appId, organizationId, environment: "sandbox", ...shared });
  const { key } = await createKeys({ store, clock }).create({
    organizationId,
    appId,
    environment: "sandbox",
    scopes: ["ACCESS", "ACCOUNT", "RULES"],
  });
  const connections = createConnections({ store, clock, log });
  const { id } = await connections.put({
    organizationId,
    appId,
    environment: "sandbox",
    upstreamUserId: "4242",
    cookie: "sess=othersession; auth_id=4242",
    userAgent: "Mozilla/5.0 (other)",
    xBc: "b".repeat(40),
    permissions: ["profile:read", "proxy:any"],
    ...session,
  });
  await connections.close();
  await store.close();
  await log.close();
  return { apiKey: key, connectionId: id };
}

/** The header lines of a caller. */
export function asTenant({ apiKey, connectionId }: Tenant): [string, string] {
  return [`apikey: ${apiKey}`, `x-connection-id: ${connectionId}`];
}

import { systemClock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createKeys } from "../../gateway/keys/create-keys.ts";
import { addTenant, createKeptLog, defaultCaller, openTestStore } from "../store/test-store.ts";
import { newSession } from "../connections/test-connections.ts";
import type { Cleanup } from "../support/cleanup.ts";

/** What was made before the gateway started: keys and connections of several owners and states. */
export interface Stock {
  readonly keys: Readonly<Record<"revoked" | "foreign" | "live" | "rulesOnly", string>>;
  readonly connections: Readonly<
    Record<"expired" | "foreign" | "foreignExpired" | "live" | "grantless", string>
  >;
}

/** Fills a data folder that no gateway has open. */
export async function stockUp(cleanup: Cleanup, dataDir: string): Promise<Stock> {
  const store = await openTestStore(cleanup, dataDir);
  const keys = createKeys({ store, clock: systemClock });
  const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
  const own = await defaultCaller(store);
  const live = await defaultCaller(store, "live");
  const foreign = await addTenant(store, "other");
  const keyOf = async (
    { organizationId, appId, environment }: typeof own,
    scope: "ACCESS" | "RULES" = "ACCESS",
  ) => keys.create({ organizationId, appId, environment, scopes: [scope] });
  const connectionOf = async (
    caller: typeof own,
    upstreamUserId: string,
    permissions: readonly string[] = ["profile:read", "proxy:any"],
  ) => (await connections.put(newSession(caller, { upstreamUserId, permissions }))).id;

  const revoked = await keyOf(own);
  await keys.revoke(revoked.keyId);
  const expired = await connectionOf(own, "1001");
  const foreignExpired = await connectionOf(foreign, "1002");
  for (const id of [expired, foreignExpired]) await connections.setState(id, "expired", "test");
  const stock: Stock = {
    keys: {
      revoked: revoked.key,
      foreign: (await keyOf(foreign)).key,
      live: (await keyOf(live)).key,
      rulesOnly: (await keyOf(own, "RULES")).key,
    },
    connections: {
      expired,
      foreign: await connectionOf(foreign, "1003"),
      foreignExpired,
      live: await connectionOf(live, "1004"),
      grantless: await connectionOf(own, "1005", []),
    },
  };
  await connections.close();
  await store.close();
  return stock;
}

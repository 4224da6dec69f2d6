import { join } from "node:path";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import type { EnvironmentName } from "../../gateway/environments.ts";
import type { Log } from "../../gateway/observe/log.ts";
import { createKeyFileProvider } from "../../gateway/secrets/key-file.ts";
import { openStore } from "../../gateway/store/open-store.ts";
import type { Store } from "../../gateway/store/store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { discardScratch, newScratch } from "../support/scratch.ts";

/** A line of a log that keeps what it is told. */
export interface LogLine {
  readonly level: string;
  readonly fields: object;
  readonly message: string;
}

/** A log whose lines a test can read. */
export function createKeptLog(lines: LogLine[] = []): Log & { readonly lines: LogLine[] } {
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  const log = { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
  return { ...log, lines, child: () => createKeptLog(lines) };
}

const openIn = new Map<string, Store[]>();

/** A new folder; when the test is over, the stores in it are closed and it goes. */
export function temporaryFolder(t: Cleanup): string {
  const folder = newScratch("store");
  openIn.set(folder, []);
  t.after(async () => {
    for (const store of openIn.get(folder) ?? []) await store.close();
    openIn.delete(folder);
    discardScratch(folder);
  });
  return folder;
}

/** Opens a store with its key in a temporary folder, or in one inside of it. */
export async function openTestStore(
  t: Cleanup,
  dataDir: string = temporaryFolder(t),
  options: { readonly clock?: Clock; readonly log?: Log } = {},
): Promise<Store> {
  const keyProvider = createKeyFileProvider(join(dataDir, "master.key"));
  const { clock = systemClock, log = createKeptLog() } = options;
  const store = await openStore({ dataDir, keyProvider, clock, log });
  for (const [folder, stores] of openIn) if (dataDir.startsWith(folder)) stores.push(store);
  return store;
}

/** The default organization and its default app, as a caller. */
export async function defaultCaller(store: Store, environment: EnvironmentName = "sandbox") {
  const organization = await store.organizations.findDefault();
  if (organization === undefined) throw new Error("There is no default organization.");
  const app = await store.apps.findDefault(organization.id, environment);
  if (app === undefined) throw new Error("There is no default app.");
  return { organizationId: organization.id, appId: app.id, environment };
}

/** Adds an organization of its own, with one app. */
export async function addTenant(
  store: Store,
  name: string,
  environment: EnvironmentName = "sandbox",
) {
  const organizationId = `org_${name.padEnd(24, "0")}`;
  const appId = `app_${name.padEnd(24, "0")}`;
  const shared = { name, isDefault: 0, createdAt: 0 };
  await store.organizations.add({ id: organizationId, ...shared });
  await store.apps.add({ id: appId, organizationId, environment, ...shared });
  return { organizationId, appId, environment };
}

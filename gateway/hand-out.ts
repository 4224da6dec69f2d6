import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Connections } from "./connections/connection.ts";
import { PUBLISHED_PERMISSIONS } from "./connections/permissions.ts";
import { GatewayError } from "./errors.ts";
import type { Keys } from "./keys/keys.ts";
import type { Sandbox } from "./sandbox/sandbox.ts";
import type { Store } from "./store/store.ts";

/** What a newcomer needs for the first call: written to `sandbox.json` in the data folder. */
export interface HandOut {
  readonly baseUrl: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  readonly upstreamUrl: string;
  readonly apiKey: string;
  readonly connections: { readonly creator: string; readonly fan: string };
}

const FILE = "sandbox.json";
/** Where it lies while no gateway runs: its key is of use again, its addresses are not. */
const ENDED = "sandbox.ended.json";

/** Takes the last start's hand-out away, so that nobody reads one of a gateway that is not ready; gives back its key. */
export async function withdrawHandOut(dataDir: string): Promise<string | undefined> {
  // A gateway that was killed has left it in place.
  await endHandOut(dataDir);
  const path = join(dataDir, ENDED);
  const text = await readFile(path, "utf8").catch(() => undefined);
  await rm(path, { force: true });
  try {
    const { apiKey } = JSON.parse(text ?? "") as Partial<HandOut>;
    return apiKey;
  } catch {
    return undefined;
  }
}

/** Puts the hand-out of a gateway that has ended aside: who waits for one sees the next start's alone. */
export async function endHandOut(dataDir: string): Promise<void> {
  await rename(join(dataDir, FILE), join(dataDir, ENDED)).catch(() => undefined);
}

/** Links the sandbox's two accounts and makes a key for them, the last start's again if it still works. */
export async function openSandboxAccounts(
  { keys, connections }: { readonly keys: Keys; readonly connections: Connections },
  store: Store,
  sandbox: Pick<Sandbox, "accounts">,
  lastKey: string | undefined,
): Promise<Pick<HandOut, "apiKey" | "connections">> {
  const organization = await store.organizations.findDefault();
  const app = organization && (await store.apps.findDefault(organization.id, "sandbox"));
  if (organization === undefined || app === undefined) {
    throw new GatewayError("INTERNAL_ERROR", "The store has no default organization.");
  }
  const link = async (account: "creator" | "fan") => {
    const { userId, username, cookie, userAgent, xBc } = sandbox.accounts[account];
    const connection = await connections.put({
      organizationId: organization.id,
      appId: app.id,
      environment: "sandbox",
      upstreamUserId: userId,
      username,
      cookie,
      userAgent,
      xBc,
      permissions: SANDBOX_PERMISSIONS,
    });
    return connection.id;
  };
  return {
    apiKey: (await works(keys, lastKey)) ?? (await makeKey(keys, organization.id)),
    connections: { creator: await link("creator"), fan: await link("fan") },
  };
}

/** Written whole or not at all, readable by its owner alone. */
export async function writeHandOut(dataDir: string, handOut: HandOut): Promise<void> {
  const path = join(dataDir, FILE);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, `${JSON.stringify(handOut, null, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, path);
}

async function works(keys: Keys, key: string | undefined): Promise<string | undefined> {
  try {
    const caller = await keys.authenticate(key);
    return caller.environment === "sandbox" ? key : undefined;
  } catch {
    return undefined;
  }
}

async function makeKey(keys: Keys, organizationId: string): Promise<string> {
  const { key } = await keys.create({
    organizationId,
    environment: "sandbox",
    scopes: ["ACCESS", "ACCOUNT", "LINK", "RULES"],
    name: "sandbox",
  });
  return key;
}

/** Everything an app may ask for, and the raw proxy: the sandbox's accounts are nobody's. */
const SANDBOX_PERMISSIONS = [...PUBLISHED_PERMISSIONS, "proxy:any"];

import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { Connections } from "../connections/connection.ts";
import { toConnection } from "../connections/resolver.ts";
import { linkAppOf } from "../link/link-apps.ts";
import { digestOf } from "../link/link-state.ts";
import type { ReceiptRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Revoke } from "./revoke.ts";

/** One app as the owner sees it. */
export interface PortalApp {
  readonly appId: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly since: number;
  /** Whether the owner agreed in person, or the app's organization said so. */
  readonly isOwnConsent: boolean;
}

/** One act on record, counted by day. */
export interface PortalAct {
  readonly action: string;
  readonly day: number;
  readonly times: number;
}

/** A connection as its owner sees it. */
export interface PortalView {
  readonly connection: ConnectionRow;
  readonly apps: readonly PortalApp[];
  readonly acts: readonly PortalAct[];
  readonly receipts: readonly ReceiptRow[];
}

/** What an owner can do with the manage link. Nothing here widens anything. */
export interface Portal {
  /** The connection that a manage link is for. */
  readonly find: (token: string | undefined) => Promise<ConnectionRow | undefined>;
  readonly view: (connection: ConnectionRow) => Promise<PortalView>;
  readonly pause: (connection: ConnectionRow, requestId: string) => Promise<void>;
  /** Ends the owner's own pause; an operator's stays. */
  readonly resume: (connection: ConnectionRow, requestId: string) => Promise<void>;
  /** Leaves an app with these permissions of its own; without any, the app loses its grant. */
  readonly narrow: (
    connection: ConnectionRow,
    appId: string,
    permissions: readonly string[],
    requestId: string,
  ) => Promise<void>;
  /** Ends everything; says whether the upstream ended the session too. */
  readonly revoke: (
    connection: ConnectionRow,
    requestId: string,
  ) => Promise<{ readonly isSignedOut: boolean }>;
}

const DAY_MS = 86_400_000;
const ACTS_READ = 500;

/** Makes the portal. */
export function createPortal(options: {
  readonly store: Store;
  readonly connections: Pick<Connections, "setState" | "narrow">;
  readonly revoke: Revoke;
  readonly audit: Audit;
  readonly clock: Clock;
}): Portal {
  const { store, connections, revoke, audit } = options;

  function record(action: string, target: string, requestId: string, detail: object = {}) {
    return audit.record({ actor: "owner", action, target, requestId, outcome: "ok", detail });
  }

  async function appsOf({ id }: ConnectionRow): Promise<PortalApp[]> {
    const grants = await store.grants.listOf(id);
    return Promise.all(
      grants.map(async ({ appId, permissions, createdAt, consent }) => {
        const app = await store.apps.findById(appId);
        const { displayName } =
          app === undefined ? { displayName: null } : await linkAppOf(store, app);
        return {
          appId,
          name: displayName ?? app?.name ?? appId,
          permissions: JSON.parse(permissions) as string[],
          since: createdAt,
          isOwnConsent: consent === "owner",
        };
      }),
    );
  }

  return {
    find: async (token) => {
      if (token === undefined) return undefined;
      const link = await store.linkRecords.findManageLink(digestOf(token));
      return link && store.connections.find(link.connectionId);
    },
    view: async (connection) => ({
      connection,
      apps: await appsOf(connection),
      acts: countByDay(await store.audit.newestOf(connection.id, ACTS_READ)),
      receipts: await store.linkRecords.receiptsOf(connection.id),
    }),
    pause: async ({ id, state }, requestId) => {
      if (state !== "active") return;
      await connections.setState(id, "paused", "owner", "owner");
      await record("portal.pause", id, requestId);
    },
    resume: async ({ id, state, reason }, requestId) => {
      if (state !== "paused" || reason !== "owner") return;
      await connections.setState(id, "active", "resumed", "owner");
      await record("portal.resume", id, requestId);
    },
    narrow: async (connection, appId, permissions, requestId) => {
      await connections.narrow(connection.id, appId, permissions);
      await record("portal.narrow", connection.id, requestId, { appId, permissions });
    },
    revoke: async (connection, requestId) => {
      const ended = await revoke(toConnection(connection));
      await record("portal.revoke", connection.id, requestId, ended);
      return ended;
    },
  };
}

function countByDay(
  rows: readonly { readonly action: string; readonly at: number }[],
): PortalAct[] {
  const counts = new Map<string, PortalAct>();
  for (const { action, at } of rows) {
    const day = at - (at % DAY_MS);
    const key = `${day} ${action}`;
    counts.set(key, { action, day, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  return [...counts.values()];
}

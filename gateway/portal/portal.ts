import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { Connections } from "../connections/connection.ts";
import { toConnection } from "../connections/resolver.ts";
import { sessionExpired } from "../connections/unusable.ts";
import { GatewayError } from "../errors.ts";
import type { Cut } from "../http/cut-exchanges.ts";
import { digestOf } from "../link/link-state.ts";
import type { ReceiptRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Activity } from "./activity.ts";
import { exportConnection } from "./export.ts";
import type { Revoke } from "./revoke.ts";
import { createPortalView, type PortalView } from "./view.ts";
import type { Widen } from "./widen.ts";

/** What an owner can do with the manage link; the last three need proof of control as well, which whoever calls them has checked. */
export interface Portal {
  /** The connection that a manage link is for. */
  readonly find: (token: string | undefined) => Promise<ConnectionRow | undefined>;
  readonly view: (connection: ConnectionRow) => Promise<PortalView>;
  /** What the owner agreed to, the newest first. */
  readonly receipts: (connection: ConnectionRow) => Promise<readonly ReceiptRow[]>;
  readonly pause: (connection: ConnectionRow, requestId: string) => Promise<void>;
  /** Ends the owner's own pause; an operator's stays. */
  readonly resume: (connection: ConnectionRow, requestId: string) => Promise<void>;
  /** Pauses one app alone, or ends its pause. */
  readonly pauseApp: (
    connection: ConnectionRow,
    appId: string,
    isPaused: boolean,
    requestId: string,
  ) => Promise<void>;
  /** Leaves an app with these permissions of its own; without any, the app loses its grant and what it has under way ends. */
  readonly narrow: (
    connection: ConnectionRow,
    appId: string,
    permissions: readonly string[],
    requestId: string,
  ) => Promise<void>;
  /** Ends everything; says whether the upstream ended the session too. */
  readonly revoke: (connection: ConnectionRow, requestId: string) => Promise<Ended>;
  /** Gives an app more of what it asks for, under a new receipt. */
  readonly widen: Widen;
  readonly export: (connection: ConnectionRow, requestId: string) => Promise<object>;
  /** Ends everything and removes what is kept but the record of acts. */
  readonly remove: (connection: ConnectionRow, requestId: string) => Promise<Ended>;
}

interface Ended {
  readonly isSignedOut: boolean;
}

/** Makes the portal. */
export function createPortal(options: {
  readonly store: Store;
  readonly connections: Pick<Connections, "setState" | "narrow" | "pauseApp" | "delete">;
  readonly revoke: Revoke;
  readonly widen: Widen;
  readonly activity: Activity;
  readonly cut: Cut;
  readonly audit: Audit;
  readonly clock: Clock;
}): Portal {
  const { store, connections, revoke, activity, cut, audit } = options;

  function record(action: string, target: string, requestId: string, detail: object = {}) {
    return audit.record({ actor: "owner", action, target, requestId, outcome: "ok", detail });
  }

  async function end(connection: ConnectionRow): Promise<Ended> {
    return revoke(toConnection(connection));
  }

  return {
    find: async (token) => {
      if (token === undefined) return undefined;
      const link = await store.linkRecords.findManageLink(digestOf(token));
      return link && store.connections.find(link.connectionId);
    },
    view: createPortalView(options),
    receipts: ({ id }) => store.linkRecords.receiptsOf(id),
    pause: async ({ id, state }, requestId) => {
      if (state !== "active") return;
      await connections.setState(id, "paused", "owner", "owner");
      cut(id, sessionExpired("paused"));
      await record("portal.pause", id, requestId);
    },
    resume: async ({ id, state, reason }, requestId) => {
      if (state !== "paused" || reason !== "owner") return;
      await connections.setState(id, "active", "resumed", "owner");
      await record("portal.resume", id, requestId);
    },
    pauseApp: async ({ id }, appId, isPaused, requestId) => {
      await connections.pauseApp(id, appId, isPaused);
      if (isPaused) cut(id, sessionExpired("paused"), { appId });
      const action = isPaused ? "portal.pause_app" : "portal.resume_app";
      await record(action, id, requestId, { appId });
    },
    narrow: async ({ id }, appId, permissions, requestId) => {
      const { taken, isGone } = await connections.narrow(id, appId, permissions);
      if (isGone) cut(id, sessionExpired("revoked"), { appId });
      else if (taken.length > 0) cut(id, takenBack(taken), { appId, permissions: taken });
      const action = isGone ? "portal.remove_app" : "portal.narrow";
      await record(action, id, requestId, { appId, permissions });
    },
    revoke: async (connection, requestId) => {
      const ended = await end(connection);
      await record("portal.revoke", connection.id, requestId, ended);
      return ended;
    },
    widen: options.widen,
    export: async (connection, requestId) => {
      await record("portal.export", connection.id, requestId);
      return exportConnection(store, activity, connection);
    },
    remove: async (connection, requestId) => {
      const ended = await end(connection);
      await connections.delete(connection.id);
      await record("portal.delete", connection.id, requestId, ended);
      return ended;
    },
  };
}

function takenBack(permissions: readonly string[]): GatewayError {
  const names = permissions.map((each) => `\`${each}\``).join(", ");
  return new GatewayError("FORBIDDEN", `The account owner has taken back ${names}.`);
}

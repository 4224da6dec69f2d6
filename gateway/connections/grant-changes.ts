import { GatewayError } from "../errors.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ReceiptRow } from "../store/link-tables.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";
import type { Clock } from "../clock.ts";
import type { Events } from "../webhooks/events.ts";

/** What an owner changes about what one app may do; in force at once. */
export interface GrantChanges {
  /**
   * Leaves an app with those permissions of its grant that are still meant, or without a grant if
   * none is. What was not granted is not added. Says what was taken, and whether the grant is gone.
   */
  readonly narrow: (
    connectionId: string,
    appId: string,
    permissions: readonly string[],
  ) => Promise<{ readonly taken: readonly string[]; readonly isGone: boolean }>;
  /** Gives an app these permissions beside those it has, with the owner's new receipt. @throws GatewayError `RESOURCE_NOT_FOUND` without a grant. */
  readonly widen: (
    connectionId: string,
    appId: string,
    permissions: readonly string[],
    receipt: (permissions: readonly string[]) => ReceiptRow,
  ) => Promise<void>;
  /** Pauses one app, or ends its pause. */
  readonly pauseApp: (connectionId: string, appId: string, isPaused: boolean) => Promise<void>;
}

/** Changes over a store, each with its event in one transaction; `changed` is told of each connection they concern. */
export function createGrantChanges(options: {
  readonly store: Pick<Store, "transaction">;
  readonly events: Pick<Events, "emit">;
  readonly clock: Clock;
  readonly changed: (row: ConnectionRow) => void;
}): GrantChanges {
  const { store, events, clock, changed } = options;

  /** Apps are told where what they may do is another than before. */
  async function change(
    connectionId: string,
    appId: string,
    work: (inner: Repositories, grant: GrantRow | undefined) => Promise<boolean>,
  ): Promise<void> {
    const row = await store.transaction(async (inner) => {
      const grants = await inner.grants.listOf(connectionId);
      const isOther = await work(
        inner,
        grants.find((each) => each.appId === appId),
      );
      const connection = await inner.connections.find(connectionId);
      if (isOther && connection !== undefined)
        await events.emit(inner, { type: "connection.updated", connection });
      return connection;
    });
    if (row !== undefined) changed(row);
  }

  return {
    narrow: async (connectionId, appId, permissions) => {
      let taken: readonly string[] = [];
      let isGone = true;
      await change(connectionId, appId, async ({ grants }, grant) => {
        if (grant === undefined) return false;
        const before = permissionsOf(grant);
        const left = before.filter((permission) => permissions.includes(permission));
        taken = before.filter((permission) => !permissions.includes(permission));
        isGone = left.length === 0;
        if (isGone) await grants.remove(connectionId, appId);
        else await grants.setPermissions(connectionId, appId, JSON.stringify(left));
        return taken.length > 0;
      });
      return { taken, isGone };
    },
    widen: (connectionId, appId, permissions, receipt) =>
      change(connectionId, appId, async ({ grants, linkRecords }, grant) => {
        if (grant === undefined)
          throw new GatewayError("RESOURCE_NOT_FOUND", "The app has no grant.");
        const all = [...new Set([...permissionsOf(grant), ...permissions])];
        const row = receipt(all);
        await grants.put({
          ...grant,
          permissions: JSON.stringify(all),
          consent: "owner",
          basis: row.id,
        });
        await linkRecords.addReceipt(row);
        return true;
      }),
    pauseApp: (connectionId, appId, isPaused) =>
      change(connectionId, appId, async ({ grants }, grant) => {
        if (grant === undefined || (grant.pausedAt !== null) === isPaused) return false;
        await grants.setPaused(connectionId, appId, isPaused ? clock.now() : null);
        return true;
      }),
  };
}

function permissionsOf({ permissions }: GrantRow): string[] {
  return JSON.parse(permissions) as string[];
}

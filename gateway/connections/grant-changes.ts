import { GatewayError } from "../errors.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ReceiptRow } from "../store/link-tables.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";
import type { Clock } from "../clock.ts";

/** What an owner changes about what one app may do; in force at once. */
export interface GrantChanges {
  /**
   * Leaves an app with those permissions of its grant that are still meant, or without a grant if
   * none is. What was not granted is not added.
   */
  readonly narrow: (
    connectionId: string,
    appId: string,
    permissions: readonly string[],
  ) => Promise<void>;
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

/** Changes over a store; `changed` is told of each connection they concern. */
export function createGrantChanges(options: {
  readonly store: Pick<Store, "transaction">;
  readonly clock: Clock;
  readonly changed: (row: ConnectionRow) => void;
}): GrantChanges {
  const { store, clock, changed } = options;

  async function change(
    connectionId: string,
    appId: string,
    work: (inner: Repositories, grant: GrantRow | undefined) => Promise<void>,
  ): Promise<void> {
    const row = await store.transaction(async (inner) => {
      const grants = await inner.grants.listOf(connectionId);
      await work(
        inner,
        grants.find((each) => each.appId === appId),
      );
      return inner.connections.find(connectionId);
    });
    if (row !== undefined) changed(row);
  }

  return {
    narrow: (connectionId, appId, permissions) =>
      change(connectionId, appId, async ({ grants }, grant) => {
        if (grant === undefined) return;
        const left = permissionsOf(grant).filter((permission) => permissions.includes(permission));
        if (left.length === 0) await grants.remove(connectionId, appId);
        else await grants.setPermissions(connectionId, appId, JSON.stringify(left));
      }),
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
      }),
    pauseApp: (connectionId, appId, isPaused) =>
      change(connectionId, appId, ({ grants }) =>
        grants.setPaused(connectionId, appId, isPaused ? clock.now() : null),
      ),
  };
}

function permissionsOf({ permissions }: GrantRow): string[] {
  return JSON.parse(permissions) as string[];
}

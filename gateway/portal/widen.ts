import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { Connections } from "../connections/connection.ts";
import { newId } from "../ids.ts";
import { consentText } from "../link/consent-text.ts";
import { linkAppOf } from "../link/link-apps.ts";
import type { Receipts } from "../link/receipts.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";

/** Gives an app more of what it asks for, never more than that, under a new receipt. */
export type Widen = (
  connection: ConnectionRow,
  appId: string,
  permissions: readonly string[],
  requestId: string,
) => Promise<void>;

/** Makes it over the grants there are. */
export function createWiden(options: {
  readonly store: Store;
  readonly connections: Pick<Connections, "widen">;
  readonly receipts: () => Promise<Receipts>;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly config: {
    readonly operator?: string | undefined;
    readonly contact?: string | undefined;
  };
  readonly publicUrl: () => string;
}): Widen {
  const { store, connections, audit, clock, config, publicUrl } = options;
  return async ({ id, environment, username }, appId, permissions, requestId) => {
    const app = await store.apps.findById(appId);
    if (app === undefined) return;
    const settings = await linkAppOf(store, app);
    const added = permissions.filter((each) => settings.permissions.includes(each));
    if (added.length === 0) return;
    const receipts = await options.receipts();
    const name = settings.displayName ?? app.name;
    const { operator, contact } = config;
    const receiptId = newId("rcpt_", clock);
    await connections.widen(id, appId, added, (all) => {
      const { host } = new URL(publicUrl());
      const { version, sha256 } = consentText({
        app: name,
        operator,
        contact,
        host,
        permissions: all,
      });
      const receipt = receipts.sign({
        id: receiptId,
        connectionId: id,
        account: username ?? "",
        environment,
        app: { id: appId, name },
        operator: operator ?? "unnamed",
        permissions: all,
        text: { version, sha256 },
        agreedAt: new Date(clock.now()).toISOString(),
        driver: "owner's page",
      });
      return { id: receiptId, connectionId: id, receipt, createdAt: clock.now() };
    });
    const act = { actor: "owner", action: "portal.widen", target: id, requestId };
    await audit.record({ ...act, outcome: "ok", detail: { appId, permissions: added, receiptId } });
  };
}

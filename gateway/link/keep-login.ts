import type { DriverName, HandedOver } from "./login-driver.ts";
import type { Clock } from "../clock.ts";
import type { CheckedSession, CheckSession } from "../connections/check-session.ts";
import type { Connection, Connections } from "../connections/connection.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";

import { linkAppOf } from "./link-apps.ts";
import { CONSENT_VERSION } from "./messages.ts";
import type { Receipts } from "./receipts.ts";

/** A login that the upstream has accepted. */
export interface SignedIn {
  readonly upstreamUserId: string;
  readonly state: Omit<HandedOver, "upstreamUserId">;
  readonly driver: DriverName;
  /** Whether it was opened for this link; then it is ended if it is not kept. */
  readonly isOpened: boolean;
}

/** What becomes of an accepted login. */
export interface KeepLogin {
  /** Has the upstream say whose it is. @throws GatewayError as `CheckSession` does. */
  readonly check: (
    session: LinkSessionRow,
    signedIn: SignedIn,
    connectionId: string,
  ) => Promise<CheckedSession>;
  /** Makes it a connection with a grant and a receipt, or renews the account's. @throws GatewayError as `check` does; `CONFLICT`. */
  readonly keep: (
    session: LinkSessionRow,
    signedIn: SignedIn,
    account: ConnectionRow | undefined,
  ) => Promise<Connection>;
}

/** Makes it over the connections there are. */
export function createKeepLogin(options: {
  readonly store: Store;
  readonly connections: Pick<Connections, "put">;
  readonly checkSession: CheckSession;
  readonly receipts: () => Promise<Receipts>;
  readonly operator: string;
  readonly clock: Clock;
}): KeepLogin {
  const { store, connections, checkSession, clock } = options;

  const check: KeepLogin["check"] = (
    { organizationId, environment, country },
    { upstreamUserId, state },
    connectionId,
  ) => {
    const { cookie, userAgent, xBc, egressId, sessionEndsAt } = state;
    return checkSession({
      connectionId,
      organizationId,
      environment,
      upstreamUserId,
      cookie,
      userAgent,
      xBc,
      egressId,
      ...(sessionEndsAt !== undefined && { sessionEndsAt }),
      country: country ?? undefined,
    });
  };

  async function keep(
    session: LinkSessionRow,
    signedIn: SignedIn,
    account: ConnectionRow | undefined,
  ): Promise<Connection> {
    const { upstreamUserId, driver } = signedIn;
    const { organizationId, environment, appId, clientReferenceId, country } = session;
    const { userAgent, xBc } = signedIn.state;
    const checked = await check(session, signedIn, account?.id ?? session.plannedId);
    const app = await store.apps.findById(appId);
    if (app === undefined) throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
    const { displayName } = await linkAppOf(store, app);
    const permissions = JSON.parse(session.permissions) as string[];
    const receiptId = newId("rcpt_", clock);
    const receipts = await options.receipts();
    const asked = session.connectionId ?? (account === undefined ? session.plannedId : undefined);
    return connections.put({
      organizationId,
      environment,
      appId,
      upstreamUserId,
      userAgent,
      xBc,
      permissions,
      ...checked,
      ...(asked !== undefined && { connectionId: asked }),
      ...(country !== null && { country }),
      checkedAt: clock.now(),
      linked: {
        clientReferenceId: clientReferenceId ?? undefined,
        receiptId,
        receipt: ({ id, username }) =>
          receipts.sign({
            id: receiptId,
            connectionId: id,
            account: username,
            environment,
            app: { id: appId, name: displayName ?? app.name },
            operator: options.operator,
            permissions,
            text: { version: CONSENT_VERSION, sha256: session.consentHash ?? "" },
            agreedAt: new Date(session.consentAt ?? clock.now()).toISOString(),
            driver,
          }),
      },
    });
  }

  return { check, keep };
}

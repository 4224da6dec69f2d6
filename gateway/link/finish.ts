import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { CheckSession } from "../connections/check-session.ts";
import type { Connection, Connections } from "../connections/connection.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Log } from "../observe/log.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { LoginState } from "./login-driver.ts";
import { linkAppOf } from "./link-apps.ts";
import { digestOf } from "./link-state.ts";
import { CONSENT_VERSION } from "./messages.ts";
import { createFinishProof } from "./proofs.ts";
import type { Receipts } from "./receipts.ts";
import type { SealedState } from "./sealed-state.ts";

/** A connection that an owner has just linked, or linked again. */
export interface Linked {
  readonly connection: Connection;
  readonly isNew: boolean;
  readonly session: LinkSessionRow;
  readonly requestId: string;
}

/** A login that the upstream has accepted. */
export interface SignedIn {
  readonly upstreamUserId: string;
  readonly state: LoginState;
  /** The driver's name. */
  readonly driver: string;
}

/** What the success page shows of the session's own secret. */
export interface Reward {
  readonly manageToken: string;
}

/** Asks the upstream to end a login that is not kept. */
export type EndLogin = (signedIn: SignedIn, session: LinkSessionRow) => Promise<boolean>;

/** Why an accepted login did not become a connection. */
export type Unfinished =
  "wrong_account" | "already_linked" | "invite_used" | "upstream_unavailable";

/** Turns an accepted login into a connection with a grant and a receipt. Gives back why it did not, in a word. */
export type Finish = (
  session: LinkSessionRow,
  signedIn: SignedIn,
  requestId: string,
) => Promise<LinkSessionRow | Unfinished>;

/** Makes it over the connections there are. */
export function createFinish(options: {
  readonly store: Store;
  readonly connections: Pick<Connections, "put">;
  readonly checkSession: CheckSession;
  readonly endSession: EndLogin;
  readonly sealed: SealedState;
  readonly receipts: () => Promise<Receipts>;
  readonly audit: Pick<Audit, "record">;
  /** Told once a connection is linked and kept. */
  readonly onLinked: (linked: Linked) => Promise<void> | void;
  readonly operator: string;
  readonly clock: Clock;
  readonly log: Log;
}): Finish {
  const { store, connections, checkSession, endSession, sealed, clock, log } = options;
  const prove = createFinishProof(options);

  return async (session, signedIn, requestId) => {
    const { organizationId, environment, connectionId } = session;
    const { upstreamUserId } = signedIn;
    const account = await store.connections.findByAccount(
      organizationId,
      environment,
      upstreamUserId,
    );
    const wanted = connectionId === null ? undefined : await store.connections.find(connectionId);
    if (wanted !== undefined && wanted.upstreamUserId !== upstreamUserId) {
      await endSession(signedIn, session);
      return "wrong_account";
    }
    const { inviteId } = session;
    if (session.purpose === "prove") {
      await endSession(signedIn, session);
      if (wanted === undefined) return "wrong_account";
      return prove(session, wanted.id, requestId);
    }
    if (inviteId !== null && !(await store.linkInvites.spend(inviteId, session.id))) {
      await endSession(signedIn, session);
      return "invite_used";
    }
    try {
      const connection = await keep(session, signedIn, account);
      const isNew = account === undefined;
      if (inviteId !== null) await store.linkInvites.setConnection(inviteId, connection.id);
      await options.onLinked({ connection, isNew, session, requestId });
      return await reward(session, connection);
    } catch (error) {
      if (inviteId !== null) await store.linkInvites.giveBack(inviteId, session.id);
      if (error instanceof GatewayError && error.code === "CONFLICT") {
        await endSession(signedIn, session);
        return "already_linked";
      }
      log.warn({ error, requestId, linkId: session.id }, "a login could not be made a connection");
      return "upstream_unavailable";
    }
  };

  async function keep(
    session: LinkSessionRow,
    { upstreamUserId, state, driver }: SignedIn,
    account: ConnectionRow | undefined,
  ): Promise<Connection> {
    const { organizationId, environment, appId, clientReferenceId, country } = session;
    const { cookie, userAgent, xBc, egressId } = state;
    const checked = await checkSession({
      connectionId: account?.id ?? session.plannedId,
      organizationId,
      environment,
      upstreamUserId,
      cookie,
      userAgent,
      xBc,
      egressId,
      country: country ?? undefined,
    });
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

  async function reward(session: LinkSessionRow, { id }: Connection): Promise<LinkSessionRow> {
    const manageToken = newId("mng_", clock);
    const digest = digestOf(manageToken);
    await store.linkRecords.putManageLink({ connectionId: id, digest, createdAt: clock.now() });
    const changes = {
      step: "done",
      resultId: id,
      notice: null,
      factor: null,
      sealed: await sealed.seal(session.id, { manageToken } satisfies Reward),
    } as const;
    const done = await store.linkSessions.move(session.id, ["login", "code"], changes);
    // Aborted by the app at the very last moment: the owner's link holds, and they can end it.
    return done ?? { ...session, ...changes };
  }
}

import type { SignedIn } from "./keep-login.ts";
import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { CheckSession } from "../connections/check-session.ts";
import type { Connection, Connections } from "../connections/connection.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Log } from "../observe/log.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { DriverName } from "./login-driver.ts";
import { createKeepLogin } from "./keep-login.ts";
import { digestOf } from "./link-state.ts";
import { createFinishProof } from "./proofs.ts";
import type { Receipts } from "./receipts.ts";
import type { SealedState } from "./sealed-state.ts";

/** A connection that an owner has just linked, or linked again. */
export interface Linked {
  readonly connection: Connection;
  readonly isNew: boolean;
  readonly session: LinkSessionRow;
  readonly driver: DriverName;
  readonly requestId: string;
}

/** What the success page shows of the session's own secret. */
export interface Reward {
  readonly manageToken: string;
}

/** Asks the upstream to end a login that is not kept. */
export type EndLogin = (signedIn: SignedIn, session: LinkSessionRow) => Promise<boolean>;

/** Why a login did not become a connection. */
export type NotLinked =
  "wrong_account" | "already_linked" | "invite_used" | "session_refused" | "upstream_unavailable";

/** Turns an accepted login into a connection with a grant and a receipt. Gives back why it did not, in a word. */
export type Finish = (
  session: LinkSessionRow,
  signedIn: SignedIn,
  requestId: string,
) => Promise<LinkSessionRow | NotLinked>;

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
  const { store, endSession, sealed, clock, log } = options;
  const { check, keep } = createKeepLogin(options);
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
      await giveBack(signedIn, session);
      return "wrong_account";
    }
    const { inviteId } = session;
    const isProof = session.purpose === "prove";
    if (isProof && wanted === undefined) return "wrong_account";
    if (inviteId !== null && !(await store.linkInvites.spend(inviteId, session.id))) {
      await giveBack(signedIn, session);
      return "invite_used";
    }
    try {
      if (isProof) return await proveWith(session, signedIn, requestId);
      const connection = await keep(session, signedIn, account);
      const isNew = account === undefined;
      const { driver } = signedIn;
      if (inviteId !== null) await store.linkInvites.setConnection(inviteId, connection.id);
      await options.onLinked({ connection, isNew, session, driver, requestId });
      return await reward(session, connection);
    } catch (error) {
      if (inviteId !== null) await store.linkInvites.giveBack(inviteId, session.id);
      if (error instanceof GatewayError && error.code === "CONFLICT") {
        await giveBack(signedIn, session);
        return "already_linked";
      }
      if (error instanceof GatewayError && REFUSALS.has(error.code)) return "session_refused";
      log.warn({ error, requestId, linkId: session.id }, "a login could not be made a connection");
      return "upstream_unavailable";
    }
  };

  /** A session that was handed over only says whose it is: the upstream must say so too. */
  async function proveWith(
    session: LinkSessionRow,
    signedIn: SignedIn,
    requestId: string,
  ): Promise<LinkSessionRow> {
    await check(session, signedIn, session.plannedId);
    await giveBack(signedIn, session);
    return prove(session, session.plannedId, requestId);
  }

  async function giveBack(signedIn: SignedIn, session: LinkSessionRow): Promise<void> {
    if (signedIn.isOpened) await endSession(signedIn, session);
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

/** What the check says of a session that the upstream does not take, or that is another account's. */
const REFUSALS: ReadonlySet<string> = new Set(["SESSION_EXPIRED", "BAD_REQUEST"]);

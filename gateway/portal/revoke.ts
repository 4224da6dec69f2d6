import type { Connection, Connections, Session } from "../connections/connection.ts";
import type { Egress } from "../egress/egress.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { Store } from "../store/store.ts";
import { classify } from "../upstream/classify.ts";
import type { SessionCall } from "../upstream/session-call.ts";

/** Asks the upstream to end a session that is in hand; says whether it did. Resolves in any case. */
export type EndSession = (session: Session, connection: Connection) => Promise<boolean>;

/** Makes it over signed calls. */
export function createEndSession(options: {
  readonly call: SessionCall;
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly log: Log;
}): EndSession {
  return async (session, connection) => {
    try {
      const answer = await options.call(session, connection, options.egressFor(connection), {
        method: "POST",
        path: "/api2/v2/users/logout",
      });
      return classify(answer.status, answer.headers, answer.body).kind === "ok";
    } catch (error) {
      options.log.warn(
        { connectionId: connection.id, error },
        "the upstream session was not ended",
      );
      return false;
    }
  };
}

/**
 * Ends a connection for good, in an order in which nothing can slip through: no exchange begins from
 * the first step on, those under way end at the second, and the key is gone before the upstream, which
 * may be slow, is asked to end the session. Says whether the upstream did.
 */
export type Revoke = (connection: Connection) => Promise<{ readonly isSignedOut: boolean }>;

/** Makes revocations. */
export function createRevoke(options: {
  readonly store: Pick<Store, "dataKeys" | "sessions">;
  readonly connections: Pick<Connections, "session" | "setState">;
  readonly endSession: EndSession;
  readonly cut: (connectionId: string, reason: GatewayError) => void;
}): Revoke {
  const { store, connections, endSession, cut } = options;
  return async (connection) => {
    const { id } = connection;
    const session = await Promise.resolve(connections.session(id)).catch(() => undefined);
    await connections.setState(id, "revoked", "owner");
    cut(id, revoked());
    await store.dataKeys.removeOf(id);
    await store.sessions.remove(id);
    const isSignedOut = session !== undefined && (await endSession(session, connection));
    return { isSignedOut };
  };
}

function revoked(): GatewayError {
  return new GatewayError("SESSION_EXPIRED", "The account owner has ended this connection.", {
    reason: "revoked",
  });
}

import { readProfile } from "../connections/check-session.ts";
import type { Connection, Connections } from "../connections/connection.ts";
import type { OwnCalls } from "../own-calls.ts";
import { createCall } from "../upstream/call.ts";
import { classify } from "../upstream/classify.ts";
import { upstreamError } from "../upstream/upstream-error.ts";

/**
 * Reads a connection's own profile with its session, through its own outbound proxy, which it keeps.
 * @throws GatewayError for whatever speaks against the session or kept it from being read.
 */
export type Probe = (connection: Connection) => Promise<void>;

const PROFILE_MAX_BYTES = 1_048_576;

/** Makes it over calls of the gateway's own. */
export function createProbe(calling: OwnCalls, connections: Pick<Connections, "setEgress">): Probe {
  const { egressFor } = calling;
  return async (connection) => {
    const egress = egressFor(connection);
    const call = createCall({
      ...calling,
      egressFor: () => egress,
      maxBytes: PROFILE_MAX_BYTES,
    });
    if (egress.id !== connection.egressId) await connections.setEgress(connection.id, egress.id);
    const answer = await call(connection, { method: "GET", path: "/api2/v2/users/me" });
    const refused = upstreamError(classify(answer.status, answer.headers, answer.body));
    if (refused !== undefined) throw refused;
    readProfile(answer.body, connection.upstreamUserId);
  };
}

import type { EnvironmentName } from "../environments.ts";
import { createCookieJar } from "../upstream/cookie-jar.ts";
import type { Connection, Session } from "./connection.ts";

/** The user ID of somebody who is not signed in. */
const GUEST = "0";

/** The secret part of a login or session that is not kept, for a call with it. */
export function unkeptSession(of: {
  readonly connectionId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId?: string | undefined;
  readonly userAgent: string;
  readonly xBc: string;
  readonly cookie: string;
}): Session {
  const { connectionId, environment, upstreamUserId = GUEST, userAgent, xBc, cookie } = of;
  const cookies = createCookieJar(cookie);
  return { connectionId, environment, upstreamUserId, userAgent, xBc, xHash: undefined, cookies };
}

/** The connection that it would be. */
export function unkeptConnection(of: {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId?: string | undefined;
  readonly egressId?: string | undefined;
  readonly country?: string | undefined;
}): Connection {
  const { connectionId: id, organizationId, environment, upstreamUserId = GUEST } = of;
  const { egressId, country } = of;
  const rest = { username: undefined, state: "active", reason: undefined } as const;
  return { id, organizationId, environment, upstreamUserId, egressId, country, ...rest };
}

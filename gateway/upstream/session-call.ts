import type { Connection, Session } from "../connections/connection.ts";
import type { Egress } from "../egress/egress.ts";
import type { HoldOffs } from "../egress/hold-offs.ts";
import type { Environments } from "../environments.ts";
import type { Engine } from "../http/engine.ts";
import type { Rules } from "../rules/rules.ts";
import { createAuthorize } from "./authorize.ts";
import { createCall, type CallAnswer, type CallRequest } from "./call.ts";

/**
 * Makes a signed request with a session that is not, or no longer, kept as a connection's. Cookies
 * that the upstream sets go into that session's jar.
 * @throws GatewayError as `call` does.
 */
export type SessionCall = (
  session: Session,
  connection: Connection,
  egress: Egress,
  request: CallRequest,
) => Promise<CallAnswer>;

/** Makes such calls over the engine's own transport and signing. */
export function createSessionCall(options: {
  readonly engine: Engine;
  readonly environments: Environments;
  readonly rules: Pick<Rules, "current" | "get" | "waitForNewer">;
  readonly holdOffs: Pick<HoldOffs, "limited">;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}): SessionCall {
  const { engine } = options;
  const { clock } = engine;
  return (session, connection, egress, request) => {
    const authority: Engine["authority"] = {
      authorize: createAuthorize({ ...options, connections: { session: () => session }, clock }),
      absorb: (_attempt, setCookie) => void session.cookies.absorb(setCookie, clock.now()),
    };
    const call = createCall({
      ...options,
      engine: { ...engine, authority },
      egressFor: () => egress,
    });
    return call(connection, request);
  };
}

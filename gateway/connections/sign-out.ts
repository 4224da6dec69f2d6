import type { Log } from "../observe/log.ts";
import type { Call } from "../upstream/call.ts";
import type { Connection } from "./connection.ts";
import { isGone } from "./unusable.ts";

/** Ends a connection's session at the upstream, if it can be done; resolves in any case. */
export type SignOut = (connection: Connection) => Promise<void>;

/** Makes sign-outs over signed calls. The account is forgotten here whether or not the upstream answers. */
export function createSignOut({ call, log }: { readonly call: Call; readonly log: Log }): SignOut {
  return async (connection) => {
    if (connection.state !== "active" && connection.state !== "paused") return;
    try {
      await call(connection, { method: "POST", path: "/api2/v2/users/logout" });
    } catch (error) {
      if (isGone(error)) return;
      log.warn({ connectionId: connection.id, error }, "the upstream session was not signed out");
    }
  };
}

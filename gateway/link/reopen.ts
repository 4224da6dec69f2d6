import type { Connections } from "../connections/connection.ts";
import { isGone } from "../connections/unusable.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Repositories } from "../store/store.ts";
import type { LoginStepResult, StepDriver } from "./login-driver.ts";
import { loginPlaceOf } from "./login-place.ts";

/**
 * Takes up the login of a connection whose session waits for its second factor, so that its owner
 * types a code and nothing else. Nothing to take up: the owner signs in as usual.
 */
export type Reopen = (session: LinkSessionRow) => Promise<LoginStepResult | undefined>;

/** Makes it over the sessions that are kept. */
export function createReopen(options: {
  readonly store: Pick<Repositories, "connections">;
  readonly connections: Pick<Connections, "session">;
  readonly stepDriver: StepDriver;
}): Reopen {
  const { store, connections, stepDriver } = options;
  return async (session) => {
    const { connectionId } = session;
    const row = connectionId === null ? undefined : await store.connections.find(connectionId);
    if (row?.state !== "awaiting_2fa" && row?.state !== "challenged") return undefined;
    try {
      const { cookies, userAgent, xBc, upstreamUserId } = await connections.session(row.id);
      const kept = { cookie: cookies.header(), userAgent, xBc, upstreamUserId };
      const result = await stepDriver.resume(await loginPlaceOf(store, session), kept);
      // A session that needs no code proves nothing about who has opened this link.
      return result.kind === "second-factor" ? result : undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  };
}

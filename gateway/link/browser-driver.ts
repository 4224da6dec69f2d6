import type { LiveBrowsers, LoginTask } from "../browser/live-browsers.ts";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connections/connection.ts";
import type { Egress } from "../egress/egress.ts";
import type { Environments } from "../environments.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import { driverOf, type Drivers } from "./drivers.ts";
import { isExpired } from "./link-state.ts";
import type { HandOverDriver } from "./login-driver.ts";
import { loginPlaceOf } from "./login-place.ts";
import type { Flow, Origin } from "./owner-acts.ts";

/** The driver by which owners sign in on the upstream's own page, in a browser on this server. */
export function createBrowserDriver(browsers: LiveBrowsers): HandOverDriver {
  return {
    name: "browser",
    kind: "hand-over",
    passwordReaches: "browser",
    session: "opened",
    isReady: (environment) => browsers.problem(environment) === undefined,
    leave: (linkId) => void browsers.end(linkId),
  };
}

/** What a visit's browser is to do; `undefined` if the visit is not at that. */
export type BrowserTaskOf = (
  session: LinkSessionRow,
  from: Pick<Origin, "requestId" | "address">,
) => Promise<LoginTask | undefined>;

/** Makes it over the flow, which is handed the session that comes of it. */
export function createBrowserTask(options: {
  readonly store: Store;
  readonly drivers: Drivers;
  readonly flow: Pick<Flow, "handOver">;
  readonly environments: Environments;
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly clock: Clock;
}): BrowserTaskOf {
  const { store, drivers, flow, environments, egressFor, clock } = options;

  /** The session as it is by now, if it still signs in by a browser. */
  async function wanted(id: string): Promise<LinkSessionRow | undefined> {
    const session = await store.linkSessions.find(id);
    if (session?.step !== "login" || isExpired(session, clock.now())) return undefined;
    const driver = driverOf(session, await drivers.offeredTo(session));
    return driver?.name === "browser" ? session : undefined;
  }

  return async ({ id, environment }, from) => {
    const session = await wanted(id);
    const origin = environments[environment]?.origin;
    if (session === undefined || origin === undefined) return undefined;
    const { connectionId, egressId, country } = await loginPlaceOf(store, session);
    return {
      id,
      environment,
      origin,
      egress: egressFor({ id: connectionId, egressId, country }),
      isWanted: async () => (await wanted(id)) !== undefined,
      onSignedIn: async (taken) => {
        const now = await wanted(id);
        if (now !== undefined) await flow.handOver(now, taken, "browser", from);
      },
    };
  };
}

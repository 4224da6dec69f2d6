import type { IncomingMessage } from "node:http";
import type { Audit } from "../audit/audit.ts";
import type { Clock } from "../clock.ts";
import type { CheckSession } from "../connections/check-session.ts";
import type { Connection, Connections } from "../connections/connection.ts";
import { unkeptConnection, unkeptSession } from "../connections/unkept.ts";
import type { Egress } from "../egress/egress.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import type { Cut } from "../http/cut-exchanges.ts";
import type { Limits } from "../limits/limits.ts";
import type { Log } from "../observe/log.ts";
import type { Activity } from "../portal/activity.ts";
import { createPortal, type Portal } from "../portal/portal.ts";
import { createEndSession, createRevoke, type EndSession } from "../portal/revoke.ts";
import { createWiden } from "../portal/widen.ts";
import type { Store } from "../store/store.ts";
import type { SessionCall } from "../upstream/session-call.ts";
import type { LiveBrowsers } from "../browser/live-browsers.ts";
import { createBrowserDriver, createBrowserTask, type BrowserTaskOf } from "./browser-driver.ts";
import { createCompanion, type Companion } from "./companion/companion.ts";
import { createLinks, type Links } from "./create-links.ts";
import { createInvites, type Invites } from "./invites.ts";
import { createDrivers, type Drivers } from "./drivers.ts";
import { createFinish, type EndLogin, type Linked } from "./finish.ts";
import { createFlow } from "./flow.ts";
import type { DriverName, HandOverDriver } from "./login-driver.ts";
import type { Flow } from "./owner-acts.ts";
import { createPlaces } from "./places.ts";
import { createPasswordDriver } from "./password-driver.ts";
import { createProofs, type Proofs } from "./proofs.ts";
import { loadReceipts, type Receipts } from "./receipts.ts";
import { createReopen } from "./reopen.ts";
import { createSealedState, type SealedState } from "./sealed-state.ts";
import { createThrottles } from "./throttles.ts";
import { createVisits, type Visits } from "./visits.ts";

/** Everything the Link pages, the owner's portal and their API stand on. */
export interface LinkServices {
  readonly links: Links;
  readonly invites: Invites;
  readonly visits: Visits;
  readonly flow: Flow;
  readonly drivers: Drivers;
  /** What a visit's browser on this server is to do. */
  readonly browserTask: BrowserTaskOf;
  readonly companion: Companion;
  readonly sealed: SealedState;
  readonly portal: Portal;
  readonly proofs: Proofs;
  readonly operator: string | undefined;
  readonly contact: string | undefined;
  /** Where browsers reach the gateway, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Where the pages are served for an app: its own origin, if it has one. */
  readonly urlFor: (appId: string) => Promise<string>;
  /** Whether a request's `Host` is one at which an app's pages are served. */
  readonly isServedAt: (host: string | undefined, appId: string) => Promise<boolean>;
  /** The address a request comes from, a trusted proxy's word for it included. */
  readonly addressOf: (req: IncomingMessage) => string;
  /** Takes one of the tries an address has at manage links. */
  readonly takeLook: (address: string) => Promise<boolean>;
}

/** What they are made of. */
export interface LinkOptions {
  readonly store: Store;
  readonly connections: Connections;
  readonly checkSession: CheckSession;
  readonly environments: Environments;
  readonly browsers: LiveBrowsers;
  readonly call: SessionCall;
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly limits: Limits;
  readonly activity: Activity;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: {
    readonly operator?: string | undefined;
    readonly contact?: string | undefined;
    readonly lifetimeMs: number;
    /** The ways of signing in that each environment allows. */
    readonly drivers: Readonly<Record<EnvironmentName, readonly DriverName[]>>;
  };
  readonly publicUrl: () => string;
  readonly addressOf: (req: IncomingMessage) => string;
  /** Ends the exchanges under way for a connection, or one app's alone. */
  readonly cut: Cut;
}

/** Makes them. */
export function createLink(options: LinkOptions): LinkServices {
  const { store, connections, audit, clock, log, config } = options;
  const sealed = createSealedState(store, clock);
  const endSession = createEndSession(options);
  const stepDriver = createPasswordDriver({
    ...options,
    randomBytes: clock.randomBytes,
    now: clock.now,
  });
  const companion = createCompanion(options);
  const drivers = createDrivers({
    store,
    drivers: [companion.driver, createBrowserDriver(options.browsers), importDriver, stepDriver],
    allowed: config.drivers,
    now: clock.now,
  });
  const links = createLinks({ ...options, sealed, drivers, lifetimeMs: config.lifetimeMs });
  let loading: Promise<Receipts> | undefined;
  const receipts = () => (loading ??= loadReceipts(store, clock));
  const finish = createFinish({
    ...options,
    sealed,
    receipts,
    operator: config.operator ?? "unnamed",
    endSession: endLogin(endSession),
    onLinked: (linked) => announceLinked(audit, linked),
  });
  const flow = createFlow({
    store,
    drivers,
    stepDriver,
    reopen: createReopen({ ...options, stepDriver }),
    finish,
    sealed,
    throttles: createThrottles(options.limits),
    audit,
    clock,
    log,
  });
  return {
    links,
    invites: createInvites({ ...options, links }),
    visits: createVisits(store),
    flow,
    drivers,
    browserTask: createBrowserTask({ ...options, drivers, flow }),
    companion,
    sealed,
    portal: createPortal({
      ...options,
      connections,
      revoke: createRevoke({ ...options, endSession }),
      widen: createWiden({ ...options, receipts }),
    }),
    proofs: createProofs({ ...options, lifetimeMs: config.lifetimeMs }),
    operator: config.operator,
    contact: config.contact,
    publicUrl: options.publicUrl,
    ...createPlaces(options),
    addressOf: options.addressOf,
    takeLook: async (address) =>
      (await options.limits.take(`manage ${address}`, { perMinute: 30, burst: 60 })).allowed,
  };
}

/** Owners who know how copy the session themselves. */
const importDriver: HandOverDriver = {
  name: "import",
  kind: "hand-over",
  passwordReaches: "nobody",
  session: "owners",
};

/** Ends a login that is not kept. */
function endLogin(endSession: EndSession): EndLogin {
  return ({ upstreamUserId, state }, { plannedId: connectionId, environment, organizationId }) => {
    const of = { connectionId, organizationId, environment, upstreamUserId };
    return endSession(unkeptSession({ ...state, ...of }), unkeptConnection({ ...state, ...of }));
  };
}

/** The one place that learns of every connection an owner has linked, or linked again. */
function announceLinked(
  audit: Pick<Audit, "record">,
  { connection, isNew, session, driver, requestId }: Linked,
): Promise<void> {
  return audit.record({
    actor: "owner",
    action: "link.complete",
    target: connection.id,
    requestId,
    outcome: "ok",
    detail: { linkId: session.id, appId: session.appId, isNew, driver },
  });
}

import { createAudit, type Audit } from "./audit/audit.ts";
import type { Clock } from "./clock.ts";
import { createSessionCheck } from "./connections/check-session.ts";
import type { Connections } from "./connections/connection.ts";
import type { Config } from "./config/schema.ts";
import type { LiveBrowsers } from "./browser/live-browsers.ts";
import { createImports, type Imports } from "./connections/imports.ts";
import { createSignOut, type SignOut } from "./connections/sign-out.ts";
import { createTryConnection, type TryConnection } from "./connections/try-connection.ts";
import type { Egresses } from "./egress/pool.ts";
import { createClientAddress } from "./http/client-address.ts";
import type { Cut } from "./http/cut-exchanges.ts";
import type { Engine } from "./http/engine.ts";
import type { Health } from "./health/start-health.ts";
import type { Keys } from "./keys/keys.ts";
import { createLink, type LinkServices } from "./link/create-link.ts";
import type { Log } from "./observe/log.ts";
import type { OpenServices } from "./open-services.ts";
import { createOwnCalls } from "./own-calls.ts";
import type { Services } from "./services.ts";
import type { Store } from "./store/store.ts";
import { createCall } from "./upstream/call.ts";
import { createSessionCall } from "./upstream/session-call.ts";
import type { Events } from "./webhooks/events.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** What the account routes and the admin API manage accounts with. */
export interface AccountServices {
  readonly store: Store;
  readonly keys: Keys;
  readonly connections: Connections;
  readonly imports: Imports;
  readonly signOut: SignOut;
  readonly tryConnection: TryConnection;
  readonly health: Health;
  readonly egresses: Egresses;
  readonly audit: Audit;
  readonly link: LinkServices;
  /** Where whoever changes something tells of it, in the same transaction. */
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly clock: Clock;
  readonly log: Log;
}

const CALL_MAX_BYTES = 65_536;

/** Makes them over the engine, so that their own calls go out as exchanges do. */
export function createAccountServices(options: {
  readonly engine: Engine;
  readonly health: Health;
  readonly services: Pick<OpenServices, keyof Services | "events" | "webhooks">;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: Config;
  readonly browsers: LiveBrowsers;
  /** Where browsers reach the gateway. */
  readonly publicUrl: () => string;
  /** Ends the exchanges under way for a connection, or one app's alone. */
  readonly cut: Cut;
}): AccountServices {
  const { engine, services, store, clock, log } = options;
  const { connections, egresses, keys, events, webhooks } = services;
  const calling = createOwnCalls(services, engine);
  const call = createCall({ ...calling, maxBytes: CALL_MAX_BYTES });
  const checkSession = createSessionCheck(calling);
  const audit = createAudit({ store, clock, log });
  return {
    store,
    keys,
    connections,
    egresses,
    imports: createImports({
      store,
      connections,
      egresses,
      checkSession,
      clock,
    }),
    signOut: createSignOut({ call, log }),
    tryConnection: createTryConnection(calling),
    health: options.health,
    audit,
    link: createLink({
      ...options,
      ...services,
      config: options.config.link,
      addressOf: createClientAddress(options.config.server.trustedProxies),
      checkSession,
      call: createSessionCall({ ...calling, maxBytes: CALL_MAX_BYTES }),
      egressFor: calling.egressFor,
      audit,
    }),
    events,
    webhooks,
    clock,
    log,
  };
}

import { createAudit, type Audit } from "./audit/audit.ts";
import type { Clock } from "./clock.ts";
import { createSessionCheck } from "./connections/check-session.ts";
import type { Connection, Connections } from "./connections/connection.ts";
import { createImports, type Imports } from "./connections/imports.ts";
import { createSignOut, type SignOut } from "./connections/sign-out.ts";
import type { Engine } from "./http/engine.ts";
import type { Keys } from "./keys/keys.ts";
import type { Log } from "./observe/log.ts";
import type { OpenServices } from "./open-services.ts";
import type { Services } from "./services.ts";
import type { Store } from "./store/store.ts";
import { createCall } from "./upstream/call.ts";
import type { Events } from "./webhooks/events.ts";
import type { Webhooks } from "./webhooks/webhooks.ts";

/** What the account routes and the admin API manage accounts with. */
export interface AccountServices {
  readonly store: Store;
  readonly keys: Keys;
  readonly connections: Connections;
  readonly imports: Imports;
  readonly signOut: SignOut;
  readonly audit: Audit;
  /** Where whoever changes something tells of it, in the same transaction. */
  readonly events: Events;
  readonly webhooks: Webhooks;
  readonly clock: Clock;
  readonly log: Log;
}

const CALL_TIMEOUT_MS = 15_000;
const CALL_MAX_BYTES = 65_536;
/** The pool that connections use unless their chain says otherwise. */
const POOL = "default";

/** Makes them over the engine, so that their own calls go out as exchanges do. */
export function createAccountServices(options: {
  readonly engine: Engine;
  readonly services: Pick<OpenServices, keyof Services | "events" | "webhooks">;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}): AccountServices {
  const { engine, services, store, clock, log } = options;
  const { connections, egresses, keys, events, webhooks } = services;
  const egressFor = ({ id, egressId }: Pick<Connection, "id" | "egressId">) =>
    egresses.choose(egresses.pool(POOL), id, egressId);
  const calling = { ...services, engine, egressFor, timeoutMs: CALL_TIMEOUT_MS };
  const call = createCall({ ...calling, maxBytes: CALL_MAX_BYTES });
  return {
    store,
    keys,
    connections,
    imports: createImports({
      store,
      connections,
      checkSession: createSessionCheck(calling),
      clock,
    }),
    signOut: createSignOut({ call, log }),
    audit: createAudit({ store, clock, log }),
    events,
    webhooks,
    clock,
    log,
  };
}

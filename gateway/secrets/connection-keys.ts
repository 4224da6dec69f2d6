import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { createReadCache } from "../store/read-cache.ts";
import type { Store } from "../store/store.ts";
import type { DataKeyRow } from "../store/tables.ts";
import type { SealingKey } from "./sealed.ts";

/** A connection's data key, unwrapped. */
export interface ConnectionKey {
  readonly connectionId: string;
  readonly key: SealingKey;
}

/** The data keys of connections: what is derived from an account is sealed with its own. */
export interface ConnectionKeys {
  /** From memory where possible, then without a promise. @throws GatewayError `SESSION_NOT_PROVIDED` once it is destroyed. */
  readonly of: (connectionId: string) => ConnectionKey | Promise<ConnectionKey>;
  /** The key of that ID, which sealed records carry; `undefined` once it is destroyed. */
  readonly byId: (keyId: string) => Promise<ConnectionKey | undefined>;
}

/** How long a key that was destroyed may stay in memory; what it opens asks for the connection first. */
const MAX_AGE_MS = 10_000;

/** Keys over the store, remembered for some seconds. */
export function createConnectionKeys(options: {
  readonly store: Pick<Store, "dataKeys" | "keyRing">;
  readonly clock: Clock;
  readonly max?: number;
}): ConnectionKeys {
  const { store, clock, max = 5_000 } = options;
  const unwrap = (row: DataKeyRow | undefined): ConnectionKey | undefined =>
    row && {
      connectionId: row.connectionId,
      key: store.keyRing.unwrap(row.wrapped, row.id, row.connectionId),
    };
  const cacheOf = (find: (id: string) => Promise<DataKeyRow | undefined>) =>
    createReadCache<ConnectionKey>({
      clock,
      max,
      maxAgeMs: MAX_AGE_MS,
      load: async (id) => unwrap(await find(id)),
    });
  const byConnection = cacheOf(store.dataKeys.findOf);
  const byId = cacheOf(store.dataKeys.find);

  return {
    of: (connectionId) => {
      const found = byConnection.get(connectionId);
      return found instanceof Promise ? found.then(assertThere) : found;
    },
    byId: async (keyId) => byId.get(keyId),
  };
}

function assertThere(key: ConnectionKey | undefined): ConnectionKey {
  if (key !== undefined) return key;
  throw new GatewayError("SESSION_NOT_PROVIDED", "There is no such connection.");
}

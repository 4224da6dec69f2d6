import type { Clock, Timer } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { ConnectionKeys } from "../secrets/connection-keys.ts";
import { open, seal, sealedKeyId } from "../secrets/sealed.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ActivityRow } from "../store/link-tables.ts";

/** How often an app used which permission on one day. */
export interface ActivityDay {
  readonly appId: string;
  /** The day's first millisecond (UTC). */
  readonly day: number;
  readonly uses: Readonly<Record<string, number>>;
}

/** What apps do with connections, counted for their owners. */
export interface Activity {
  /** Counts one request that went upstream; it only adds up in memory. */
  readonly note: (use: {
    readonly connectionId: string;
    readonly appId: string;
    readonly permission: string;
  }) => void;
  /** What is known of a connection, the newest day first; nothing that its data key does not open. */
  readonly of: (connectionId: string) => Promise<readonly ActivityDay[]>;
  /** Keeps what was counted. */
  readonly close: () => Promise<void>;
}

const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;
const FLUSH_MS = 5_000;
/** Beyond this what is counted is kept at once, and beyond twice as much no longer counted. */
const MAX_PENDING = 10_000;
const CHUNK = 200;

type Place = Omit<ActivityRow, "sealed">;
interface Pending extends Place {
  readonly uses: Map<string, number>;
}

/** Counters over the store, each day's sealed with the connection's data key. */
export function createActivity(options: {
  readonly store: Pick<Store, "transaction" | "activity">;
  readonly keys: ConnectionKeys;
  readonly clock: Clock;
  readonly log: Log;
}): Activity {
  const { store, keys, clock, log } = options;
  let pending = new Map<string, Pending>();
  let timer: Timer | undefined;
  let last: Promise<void> = Promise.resolve();
  let tidiedDay = 0;

  const dayOf = (ms: number) => ms - (ms % DAY_MS);

  async function read({ sealed, ...place }: ActivityRow): Promise<Record<string, number>> {
    const found = await keys.byId(sealedKeyId(sealed));
    if (found === undefined) return {};
    const text = open(found.key, sealed, contextOf(place, found.key.id));
    return JSON.parse(text.toString()) as Record<string, number>;
  }

  async function add(inner: Repositories, { uses, ...place }: Pending): Promise<void> {
    const { connectionId, appId, day } = place;
    // Gone meanwhile: what was counted goes with it.
    if ((await inner.connections.find(connectionId)) === undefined) return;
    const found = await Promise.resolve(keys.of(connectionId)).catch(() => undefined);
    if (found === undefined) return;
    const row = await inner.activity.find(connectionId, appId, day);
    const counts = row === undefined ? {} : await read(row);
    for (const [permission, times] of uses) counts[permission] = (counts[permission] ?? 0) + times;
    const plaintext = Buffer.from(JSON.stringify(counts));
    const sealed = seal(found.key, plaintext, contextOf(place, found.key.id));
    await inner.activity.put({ ...place, sealed });
  }

  async function write(all: readonly Pending[]): Promise<void> {
    for (let at = 0; at < all.length; at += CHUNK)
      await store.transaction(async (inner) => {
        for (const each of all.slice(at, at + CHUNK)) await add(inner, each);
      });
    const today = dayOf(clock.now());
    if (today === tidiedDay) return;
    tidiedDay = today;
    await store.activity.removeBefore(today - KEPT_DAYS * DAY_MS);
  }

  function flush(): Promise<void> {
    clock.clearTimeout(timer);
    timer = undefined;
    const all = [...pending.values()];
    pending = new Map();
    if (all.length > 0)
      last = last
        .then(() => write(all))
        .catch((error: unknown) => {
          log.warn({ error }, "what apps did was not kept");
        });
    return last;
  }

  return {
    note: ({ connectionId, appId, permission }) => {
      const day = dayOf(clock.now());
      const key = `${connectionId} ${appId} ${day}`;
      let found = pending.get(key);
      if (found === undefined) {
        if (pending.size >= 2 * MAX_PENDING) return;
        pending.set(key, (found = { connectionId, appId, day, uses: new Map() }));
      }
      found.uses.set(permission, (found.uses.get(permission) ?? 0) + 1);
      if (pending.size >= MAX_PENDING) void flush();
      else if (timer === undefined) {
        timer = clock.setTimeout(() => void flush(), FLUSH_MS);
        timer.unref();
      }
    },
    of: async (connectionId) => {
      await flush();
      const rows = await store.activity.listOf(connectionId);
      const days = await Promise.all(
        rows.map(async (row) => ({ appId: row.appId, day: row.day, uses: await read(row) })),
      );
      return days.filter(({ uses }) => Object.keys(uses).length > 0);
    },
    close: flush,
  };
}

function contextOf({ connectionId, appId, day }: Place, keyId: string): readonly string[] {
  return ["activity", connectionId, appId, String(day), keyId];
}

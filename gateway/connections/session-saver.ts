import type { Clock, Timer } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { OpenSession, SessionRecords } from "./session-records.ts";
import { isGone } from "./unusable.ts";

/** Decides when changed sessions are saved. */
export interface SessionSaver {
  /** Saves what changed within `delayMs`, together with what else changes until then. */
  readonly saveSoon: (open: OpenSession, changed: readonly string[]) => void;
  /** Resolves once what changed is in the store. @throws GatewayError `NOT_READY`; the change is then tried again later. */
  readonly saveNow: (open: OpenSession, changed: readonly string[]) => Promise<void>;
  /** The session with unsaved changes, which must not be read from the store meanwhile. */
  readonly unsaved: (connectionId: string) => OpenSession | undefined;
  /** Gives up what a session that is retired has unsaved. */
  readonly forget: (connectionId: string) => void;
  /** Saves everything that is unsaved. */
  readonly close: () => Promise<void>;
}

/** What a saver works with. */
export interface SessionSaverOptions {
  readonly records: Pick<SessionRecords, "write">;
  readonly clock: Clock;
  readonly log: Log;
  readonly delayMs: number;
}

interface Change {
  readonly open: OpenSession;
  readonly names: Set<string>;
  timer: Timer | undefined;
  running: Promise<void>;
}

/** One save at a time for each session; whatever changes during one goes into the next. */
export function createSessionSaver(options: SessionSaverOptions): SessionSaver {
  const { records, clock, log, delayMs } = options;
  const changes = new Map<string, Change>();

  function note(open: OpenSession, names: readonly string[]): Change {
    const { connectionId } = open.session;
    let change = changes.get(connectionId);
    if (change === undefined) {
      const running = Promise.resolve();
      change = { open, names: new Set(), timer: undefined, running };
      changes.set(connectionId, change);
    }
    for (const name of names) change.names.add(name);
    return change;
  }

  function schedule(change: Change): void {
    if (change.timer !== undefined || change.open.isRetired) return;
    change.timer = clock.setTimeout(() => {
      change.timer = undefined;
      run(change).catch((error: unknown) => {
        const { connectionId } = change.open.session;
        log.error({ connectionId, err: error }, "A session could not be saved; it is tried again");
      });
    }, delayMs);
    change.timer.unref();
  }

  function run(change: Change): Promise<void> {
    const next = change.running.then(() => save(change));
    change.running = next.catch(() => undefined);
    return next;
  }

  async function save(change: Change): Promise<void> {
    if (change.names.size === 0 || change.open.isRetired) return;
    const ours = new Set(change.names);
    change.names.clear();
    try {
      // What changes while it is being saved is ours too.
      const isOurs = (name: string) => ours.has(name) || change.names.has(name);
      await records.write(change.open, isOurs);
    } catch (error) {
      if (isGone(error)) {
        end(change);
        return;
      }
      for (const name of ours) change.names.add(name);
      schedule(change);
      throw error;
    }
    if (change.names.size === 0) end(change);
  }

  function end(change: Change): void {
    clock.clearTimeout(change.timer);
    change.timer = undefined;
    const { connectionId } = change.open.session;
    if (changes.get(connectionId) === change) changes.delete(connectionId);
  }

  return {
    saveSoon: (open, names) => schedule(note(open, names)),
    saveNow: (open, names) => run(note(open, names)),
    unsaved: (connectionId) => changes.get(connectionId)?.open,
    forget: (connectionId) => {
      const change = changes.get(connectionId);
      if (change !== undefined) end(change);
    },
    close: async () => {
      await Promise.all([...changes.values()].map(run));
    },
  };
}

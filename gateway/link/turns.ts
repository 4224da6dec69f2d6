import type { LinkSessionRow, LinkStep } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { Drivers } from "./drivers.ts";
import { OPEN_STEPS } from "./link-state.ts";
import type { SealedState } from "./sealed-state.ts";
import type { Throttles } from "./throttles.ts";

/** How the acts of a visit follow each other. */
export interface Turns {
  /** Runs one act of a session at a time, on the session as it is by then, if it stands at one of these steps. */
  readonly alone: (
    session: LinkSessionRow,
    steps: readonly LinkStep[],
    act: (session: LinkSessionRow) => Promise<void>,
  ) => Promise<void>;
  /** Has the page say something, and leaves the session where it stands. */
  readonly say: (id: string, notice: string) => Promise<void>;
  /** Ends a session that did not come to a link. */
  readonly fail: (session: LinkSessionRow, reason: string) => Promise<void>;
  /** Back to where the owner signs in, by this way or to choose one; nothing of the login before is kept. */
  readonly restart: (
    session: LinkSessionRow,
    changes: Partial<Pick<LinkSessionRow, "driver" | "notice" | "proofAt">>,
  ) => Promise<void>;
}

/** Turns over the store. */
export function createTurns(options: {
  readonly store: Pick<Store, "linkSessions">;
  readonly sealed: SealedState;
  readonly drivers: Pick<Drivers, "leave">;
  readonly throttles: Throttles;
}): Turns {
  const { sealed, drivers, throttles } = options;
  const { linkSessions } = options.store;
  const forgotten = { sealed: null, factor: null } as const;

  const say: Turns["say"] = async (id, notice) => {
    await linkSessions.move(id, OPEN_STEPS, { notice });
  };

  return {
    say,
    fail: async (session, reason) => {
      const { id } = session;
      await linkSessions.move(id, OPEN_STEPS, { ...forgotten, step: "failed", notice: reason });
      await sealed.destroy(id);
      drivers.leave(session);
    },
    restart: async (session, changes) => {
      const { id } = session;
      const anew = { step: "login", notice: null, ...forgotten, ...changes } as const;
      await linkSessions.move(id, ["login", "code"], anew);
      await sealed.destroy(id);
      drivers.leave(session);
    },
    alone: async ({ id }, steps, act) => {
      const hasRun = await throttles.alone(id, async () => {
        const session = await linkSessions.find(id);
        if (session !== undefined && steps.includes(session.step)) await act(session);
        return true;
      });
      if (hasRun === undefined) await say(id, "busy");
    },
  };
}

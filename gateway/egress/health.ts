import type { Clock } from "../clock.ts";

/** How one egress fares. */
export interface EgressHealth {
  readonly id: string;
  readonly isEjected: boolean;
  /** Failures since the last success. */
  readonly failures: number;
}

/** Which egresses are out of use for a while because they kept failing. */
export interface Health {
  /** The members that stand in for each other; of each group at most half are ejected at once. */
  readonly setGroups: (groups: readonly (readonly string[])[]) => void;
  readonly isEjected: (id: string) => boolean;
  readonly report: (id: string, result: "ok" | "failed") => void;
  readonly list: () => readonly EgressHealth[];
}

interface State {
  failures: number;
  ejections: number;
  ejectedUntilMs: number;
}

const failuresToEject = 5;
const ejectionMs = 30_000;
const maxEjections = 10;

/**
 * Outlier ejection as Envoy does it: five failures in a row eject an egress for 30 s, the next time
 * for 60 s and so on; after that it is tried again, and a success wipes its record.
 */
export function createHealth(clock: Clock): Health {
  const states = new Map<string, State>();
  let groups: readonly (readonly string[])[] = [];

  const isOut = (state: State | undefined): boolean =>
    state !== undefined && state.ejectedUntilMs > clock.elapsed();

  function mayEject(id: string): boolean {
    return groups.every((group) => {
      if (!group.includes(id)) return true;
      const out = group.filter((member) => isOut(states.get(member))).length;
      return out + 1 <= Math.floor(group.length / 2);
    });
  }

  return {
    setGroups: (next) => {
      groups = next;
      const known = new Set(next.flat());
      for (const id of known) {
        if (!states.has(id)) states.set(id, { failures: 0, ejections: 0, ejectedUntilMs: 0 });
      }
      for (const id of states.keys()) if (!known.has(id)) states.delete(id);
    },
    isEjected: (id) => isOut(states.get(id)),
    report: (id, result) => {
      const state = states.get(id);
      // What began before an ejection says nothing about the time after it.
      if (state === undefined || isOut(state)) return;
      if (result === "ok") {
        state.failures = 0;
        state.ejections = 0;
        return;
      }
      state.failures += 1;
      if (state.failures < failuresToEject || !mayEject(id)) return;
      state.ejections = Math.min(state.ejections + 1, maxEjections);
      state.ejectedUntilMs = clock.elapsed() + ejectionMs * state.ejections;
      state.failures = 0;
    },
    list: () =>
      [...states].map(([id, state]) => ({ id, isEjected: isOut(state), failures: state.failures })),
  };
}

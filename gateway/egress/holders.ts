/** Which outbound proxy each connection has, so that none is given more connections than it may have. */
export interface Holders {
  readonly count: (egressId: string) => number;
  readonly has: (connectionId: string, egressId: string) => boolean;
  /** Notes what a connection has now; `undefined` if nothing any more. */
  readonly note: (connectionId: string, egressId: string | undefined) => void;
}

/** Makes an empty record. */
export function createHolders(): Holders {
  const byConnection = new Map<string, string>();
  const counts = new Map<string, number>();
  const add = (egressId: string, change: 1 | -1): void => {
    counts.set(egressId, (counts.get(egressId) ?? 0) + change);
  };
  return {
    count: (egressId) => counts.get(egressId) ?? 0,
    has: (connectionId, egressId) => byConnection.get(connectionId) === egressId,
    note: (connectionId, egressId) => {
      const before = byConnection.get(connectionId);
      if (before === egressId) return;
      if (before !== undefined) add(before, -1);
      if (egressId === undefined) {
        byConnection.delete(connectionId);
        return;
      }
      byConnection.set(connectionId, egressId);
      add(egressId, 1);
    },
  };
}

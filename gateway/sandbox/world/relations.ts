/** What one person privately keeps about another. */
export interface Note {
  readonly notice: string;
  readonly displayName: string;
}

/** How people treat each other, each by who does it. */
export interface Relations {
  readonly noteOn: (ownerId: number, userId: number) => Note;
  readonly write: (ownerId: number, userId: number, change: Partial<Note>) => void;
  /** Whom a person restricts, the latest last. */
  readonly restricted: (ownerId: number) => Set<number>;
  /** Whom a person blocks, the latest last. */
  readonly blocked: (ownerId: number) => Set<number>;
}

const NO_NOTE: Note = { notice: "", displayName: "" };

/** Nobody has written about or shut out anybody. */
export function createRelations(): Relations {
  const notes = new Map<string, Note>();
  const restricted = new Map<number, Set<number>>();
  const blocked = new Map<number, Set<number>>();
  const noteOn = (ownerId: number, userId: number) => notes.get(`${ownerId} ${userId}`) ?? NO_NOTE;
  return {
    noteOn,
    write: (ownerId, userId, change) => {
      notes.set(`${ownerId} ${userId}`, { ...noteOn(ownerId, userId), ...change });
    },
    restricted: (ownerId) => setOf(restricted, ownerId),
    blocked: (ownerId) => setOf(blocked, ownerId),
  };
}

function setOf(sets: Map<number, Set<number>>, ownerId: number): Set<number> {
  const set = sets.get(ownerId) ?? new Set<number>();
  sets.set(ownerId, set);
  return set;
}

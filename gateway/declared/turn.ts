import type { Clock } from "../clock.ts";
import { pointerTo } from "../config/pointer.ts";
import { ConfigError } from "../config/problem.ts";
import type { Config } from "../config/schema.ts";
import type { DeclarationRow, DeclaredKind } from "../store/declaration-row.ts";
import type { Repositories } from "../store/store.ts";
import type { DeclaredChange } from "./change.ts";

/** What a configuration declares. */
export type Declared = Config["declared"];

/** One taking of a file's declarations, in one transaction. */
export interface Turn {
  readonly inner: Repositories;
  readonly declared: Declared;
  readonly clock: Clock;
  /** What the file calls it and still has, by ID, as it was before. */
  readonly before: ReadonlyMap<string, DeclarationRow>;
  /** The ID of what the file called so before. */
  readonly idOf: (kind: DeclaredKind, name: string) => string | undefined;
  /** The ID of what this turn has taken already. */
  readonly taken: (kind: DeclaredKind, name: string) => string | undefined;
  /**
   * Makes something the file's own under this name, and says what was done to it, if anything.
   * @throws ConfigError if it is the file's under another name too.
   */
  readonly take: (options: {
    readonly kind: DeclaredKind;
    readonly name: string;
    readonly targetId: string;
    readonly did: "create" | "change" | undefined;
    readonly fields?: string;
  }) => Promise<void>;
  /** What the file had before and nothing has taken in this turn. */
  readonly gone: () => readonly DeclarationRow[];
  /** Lets go of what is gone: as disabled it may be taken up again later. */
  readonly leave: (row: DeclarationRow, action: "disable" | "release") => Promise<void>;
  readonly changes: readonly { readonly change: DeclaredChange; readonly targetId: string }[];
  readonly refuse: (kind: DeclaredKind, name: string, problem: string, remedy: string) => never;
}

/** The member of the section that holds each kind. */
export const MEMBER = {
  organization: "organizations",
  app: "apps",
  key: "keys",
  connection: "connections",
} as const satisfies Record<DeclaredKind, keyof Declared>;

/** Begins a turn over a transaction. */
export async function beginTurn(
  inner: Repositories,
  options: { readonly declared: Declared; readonly clock: Clock; readonly file: string },
): Promise<Turn> {
  const { declared, clock, file } = options;
  const rows = (await inner.declarations.list()).filter((row) => row.disabledAt === null);
  const before = new Map(rows.map((row) => [row.targetId, row]));
  const taken = new Map<string, { readonly kind: DeclaredKind; readonly name: string }>();
  const changes: { readonly change: DeclaredChange; readonly targetId: string }[] = [];

  function refuse(kind: DeclaredKind, name: string, problem: string, remedy: string): never {
    const place = pointerTo(`/declared/${MEMBER[kind]}`, name);
    throw new ConfigError([{ file, place, problem, remedy }]);
  }

  return {
    inner,
    declared,
    clock,
    before,
    changes,
    refuse,
    idOf: (kind, name) => rows.find((row) => row.kind === kind && row.name === name)?.targetId,
    taken: (kind, name) => [...taken].find(([, as]) => as.kind === kind && as.name === name)?.[0],
    take: async ({ kind, name, targetId, did, fields = null }) => {
      const other = taken.get(targetId);
      if (other !== undefined)
        refuse(kind, name, `It is the same as \`${other.name}\`.`, "Declare it once.");
      taken.set(targetId, { kind, name });
      const row = before.get(targetId);
      const action = did ?? (row === undefined ? "adopt" : undefined);
      if (action !== undefined) changes.push({ change: { action, kind, name }, targetId });
      if (row?.name === name && row.file === file && row.fields === fields) return;
      await inner.declarations.put({ targetId, kind, name, file, fields, disabledAt: null });
    },
    gone: () => rows.filter(({ targetId }) => !taken.has(targetId)),
    leave: async (row, action) => {
      const { targetId, kind, name } = row;
      changes.push({ change: { action, kind, name }, targetId });
      if (action === "release") await inner.declarations.remove(targetId);
      else await inner.declarations.put({ ...row, disabledAt: clock.now() });
    },
  };
}

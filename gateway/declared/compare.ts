import type { DeclaredKind } from "../store/declaration-row.ts";
import type { DeclaredChange } from "./change.ts";
import { MEMBER, type Declared } from "./turn.ts";

/** What going from one file's declarations to another's would do to a store that has the first. */
export function compareDeclared(a: Declared, b: Declared): readonly DeclaredChange[] {
  return (Object.keys(MEMBER) as DeclaredKind[]).flatMap((kind) => {
    const before: Readonly<Record<string, object>> = a[MEMBER[kind]];
    const after: Readonly<Record<string, object>> = b[MEMBER[kind]];
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name): DeclaredChange[] => {
      const [old, now] = [before, after].map((side) => JSON.stringify(side[name]));
      if (old === now) return [];
      if (old === undefined)
        return [{ action: kind === "connection" ? "change" : "create", kind, name }];
      if (now !== undefined) return [{ action: "change", kind, name }];
      return [{ action: kind === "connection" ? "release" : "disable", kind, name }];
    });
  });
}

/** A change on a line of its own. */
export function describeChange({ action, kind, name }: DeclaredChange): string {
  return `${action} ${kind} ${name}`;
}

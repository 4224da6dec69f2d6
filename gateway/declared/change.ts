import type { DeclaredKind } from "../store/declaration-row.ts";

/** What taking a file's declarations does, or would do, to one thing; never a secret. */
export interface DeclaredChange {
  /** `adopt`: it was there and belongs to the file from now on; `release`: it no longer does, and stays as it is. */
  readonly action: "create" | "adopt" | "change" | "disable" | "release" | "remove";
  readonly kind: DeclaredKind | "webhook";
  /** What the file calls it. */
  readonly name: string;
}

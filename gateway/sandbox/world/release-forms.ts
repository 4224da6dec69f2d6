import type { World } from "./world.ts";
import type { ReleaseForm } from "./things.ts";

/** How a list of forms is to be cut and ordered. */
export interface FormOrder {
  readonly pendingOnly: boolean;
  readonly by: "date" | "name";
  readonly isAscending: boolean;
  /** Only names that contain it. */
  readonly search: string;
}

/** A creator's forms in an order. */
export function releaseFormsOf(
  world: World,
  ownerId: number,
  { pendingOnly, by, isAscending, search }: FormOrder,
): readonly ReleaseForm[] {
  const direction = isAscending ? 1 : -1;
  return world.releaseForms
    .filter((form) => form.ownerId === ownerId)
    .filter((form) => !pendingOnly || form.approvedAt === undefined)
    .filter((form) => form.name.toLowerCase().includes(search.toLowerCase()))
    .sort((a, b) => direction * (compare(by, a, b) || a.id - b.id));
}

function compare(by: FormOrder["by"], a: ReleaseForm, b: ReleaseForm): number {
  return by === "name" ? a.name.localeCompare(b.name) : a.createdAt - b.createdAt;
}

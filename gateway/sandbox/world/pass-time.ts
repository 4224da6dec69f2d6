import { deliverDue } from "./broadcasts.ts";
import { publishDue } from "./scheduled-posts.ts";
import type { World } from "./world.ts";

/** Lets happen what was planned for before now. */
export function passTime(world: World, now: number): void {
  deliverDue(world, now);
  publishDue(world, now);
}

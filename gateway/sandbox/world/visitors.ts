import { createRandom } from "../random.ts";
import type { World } from "./world.ts";

/** Who looked at a creator's profile on one day, from one country. */
export interface Visit {
  readonly country: string;
  readonly guests: number;
  readonly users: number;
  /** How many of the users subscribe. */
  readonly subscribers: number;
  readonly seconds: number;
}

/** Where visitors come from, by code. */
export const COUNTRIES = { DE: "Germany", FR: "France", GB: "United Kingdom", US: "United States" };

/** The visits of a day, which follow from the seed. */
export function visitsOn(world: World, creatorId: number, day: number): readonly Visit[] {
  const random = createRandom(world.seed, `visits ${creatorId} ${day}`);
  return Object.keys(COUNTRIES).map((country) => {
    const users = random.int(1, 20);
    return {
      country,
      guests: random.int(2, 40),
      users,
      subscribers: random.int(0, users),
      seconds: random.int(5, 60),
    };
  });
}

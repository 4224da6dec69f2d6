import type { Random } from "../random.ts";
import type { User } from "./things.ts";

const DAY_MS = 86_400_000;
const GIVEN = [
  "Ada",
  "Bruno",
  "Clara",
  "Dario",
  "Elena",
  "Felix",
  "Greta",
  "Hugo",
  "Iris",
  "Jonas",
  "Lena",
  "Milo",
] as const;
const FAMILY = ["Ash", "Brook", "Cole", "Dale", "Frost", "Lane", "Reed", "Stone", "Vale"] as const;

/** A made-up person; the user name ends in the id's last digits and so is unique. */
export function createUser(
  random: Random,
  id: number,
  isPerformer: boolean,
  seededUntil: number,
): User {
  const given = random.pick(GIVEN);
  const family = random.pick(FAMILY);
  const username = `${given}${family}${String(id).slice(-3)}`.toLowerCase();
  return {
    id,
    username,
    name: `${given} ${family}`,
    email: `${username}@sandbox.example`,
    about: isPerformer ? "Photos, films and notes from the sandbox." : "",
    isPerformer,
    subscribePrice: isPerformer ? random.int(5, 20) : 0,
    joinedAt: seededUntil - random.int(200, 1500) * DAY_MS,
    lastSeenAt: seededUntil - random.int(0, 72) * 3_600_000,
  };
}

import type { Random } from "../random.ts";
import { DAY_MS } from "./days.ts";
import type { World } from "./world.ts";
import type { User } from "./things.ts";

/** A creator's streams, stories and mass messages of the past, oldest first; `photo` makes a media item. */
export function seedAired(
  world: World,
  random: Random,
  creator: User,
  until: number,
  photo: (createdAt: number) => number,
): void {
  for (let number = 6; number > 0; number--) {
    const at = until - number * 9 * DAY_MS;
    const kind = number % 2 === 0 ? "stream" : "story";
    world.aired.push({
      id: world.nextId(),
      creatorId: creator.id,
      kind,
      text: kind === "stream" ? "Live from the studio" : "",
      mediaIds: kind === "story" ? [photo(at)] : [],
      at,
      durationSeconds: kind === "stream" ? random.int(900, 7200) : 10,
      likes: random.int(5, 80),
      comments: random.int(0, 20),
    });
    const sentCount = random.int(20, 50);
    world.sentBroadcasts.push({
      id: world.nextId(),
      creatorId: creator.id,
      text: "<p>Something new for all of you</p>",
      mediaIds: [photo(at + DAY_MS)],
      price: number % 3 === 0 ? 0 : 7,
      sentAt: at + DAY_MS,
      sentCount,
      viewedCount: random.int(8, sentCount),
    });
  }
}

import type { AccountName } from "../account-names.ts";
import { createRandom, type Random } from "../random.ts";
import { seedAired } from "./aired.ts";
import { addMessage } from "./chats.ts";
import { addMedia } from "./media.ts";
import { createUser } from "./people.ts";
import { addPost } from "./posts.ts";
import { seedCircle } from "./seed-circle.ts";
import { seedOffers } from "./offers.ts";
import { seedSales } from "./sales.ts";
import { seedVaultLists } from "./vault-lists.ts";
import { createEmptyWorld, type World } from "./world.ts";
import type { Media, User } from "./things.ts";

const FIRST_USER_ID = 310_000_001;
const FIRST_ID = 4_100_000_001;
const CREATORS = 6;
const FANS = 60;
const DAY_MS = 86_400_000;
/** Seeded things happened before this, so that whatever happens now is newer. */
const SEEDED_UNTIL = Date.UTC(2025, 0, 1, 12);
/** Seeded subscriptions outlast every run. */
const EXPIRES_AT = Date.UTC(2034, 0, 1, 12);

const ACCOUNT_IDS: Readonly<Record<AccountName, number>> = {
  creator: FIRST_USER_ID,
  "creator-otp": FIRST_USER_ID + 1,
  fan: FIRST_USER_ID + CREATORS,
  "fan-otp": FIRST_USER_ID + CREATORS + 1,
};

const LINES = [
  "Good morning from the studio",
  "New set is up, tell me what you think",
  "Behind the scenes of yesterday's shoot",
  "Thank you all for the kind words",
  "A quick hello before the weekend",
  "Which one should I finish first?",
] as const;

/** The world of a seed: the same people, posts, messages and media, with the same ids, every time. */
export function createWorld(seed: string): World {
  const random = createRandom(seed, "world");
  const world = createEmptyWorld(seed, ACCOUNT_IDS, FIRST_ID);
  const people = Array.from({ length: CREATORS + FANS }, (_, index) =>
    createUser(random, FIRST_USER_ID + index, index < CREATORS, SEEDED_UNTIL),
  );
  for (const user of people) {
    world.users.set(user.id, user);
    world.userIds.set(user.username, user.id);
  }
  const creators = people.slice(0, CREATORS);
  const fans = people.slice(CREATORS);
  for (const creator of creators) {
    seedPosts(world, random, creator);
    seedSubscriptions(world, random, creator, fans);
    seedMessages(world, random, creator, fans);
  }
  seedCircle(world, creators, fans, SEEDED_UNTIL);
  for (const creator of creators) {
    seedAired(
      world,
      random,
      creator,
      SEEDED_UNTIL,
      (createdAt) => seedMedia(world, random, creator.id, createdAt).id,
    );
    seedOffers(world, random, creator, SEEDED_UNTIL);
    seedVaultLists(world, creator.id);
    seedSales(world, random, creator);
  }
  return world;
}

function seedPosts(world: World, random: Random, creator: User): void {
  const posts = creator.id === ACCOUNT_IDS.creator ? 57 : 14;
  for (let index = 0; index < posts; index++) {
    const publishedAt =
      SEEDED_UNTIL - (posts - index) * 2 * DAY_MS + random.int(0, DAY_MS / 1000) * 1000;
    const media = Array.from({ length: random.int(0, 3) }, () =>
      seedMedia(world, random, creator.id, publishedAt - 60_000),
    );
    addPost(
      world,
      {
        authorId: creator.id,
        text: random.pick(LINES),
        price: index % 9 === 8 ? random.int(5, 25) : 0,
        mediaIds: media.map(({ id }) => id),
        favoritesCount: random.int(0, 240),
        commentsCount: random.int(0, 18),
        isPinned: index === posts - 1,
      },
      publishedAt,
    );
  }
}

function seedMedia(world: World, random: Random, ownerId: number, createdAt: number): Media {
  const isVideo = random.int(0, 3) === 0;
  return addMedia(world, {
    ownerId,
    type: isVideo ? "video" : "photo",
    width: isVideo ? 1920 : 1440,
    height: isVideo ? 1080 : 1920,
    durationSeconds: isVideo ? random.int(8, 240) : 0,
    bytes: isVideo ? random.int(4_000_000, 24_000_000) : random.int(180_000, 900_000),
    createdAt,
    readyAt: createdAt,
  });
}

function seedSubscriptions(
  world: World,
  random: Random,
  creator: User,
  fans: readonly User[],
): void {
  fans.forEach((fan, index) => {
    const isAccount = index < 2;
    if (!isAccount && creator.id !== ACCOUNT_IDS.creator && random.int(0, 2) > 0) return;
    world.subscriptions.push({
      fanId: fan.id,
      creatorId: creator.id,
      price: creator.subscribePrice,
      startedAt: SEEDED_UNTIL - random.int(3, 300) * DAY_MS,
      expiresAt: isAccount || index % 5 > 0 ? EXPIRES_AT : SEEDED_UNTIL - DAY_MS,
      isActive: isAccount || index % 5 > 0,
    });
  });
}

function seedMessages(world: World, random: Random, creator: User, fans: readonly User[]): void {
  const isMain = creator.id === ACCOUNT_IDS.creator;
  for (const [index, fan] of fans.slice(0, isMain ? 25 : 2).entries()) {
    const messages = isMain && index === 0 ? 120 : random.int(3, 9);
    for (let number = 0; number < messages; number++) {
      const sentAt = SEEDED_UNTIL - (messages - number) * 3_600_000 - index * DAY_MS;
      const fromCreator = number % 2 === 0;
      const hasMedia = fromCreator && number % 6 === 2;
      addMessage(world, {
        fromId: fromCreator ? creator.id : fan.id,
        toId: fromCreator ? fan.id : creator.id,
        text: `<p>${random.pick(LINES)}</p>`,
        sentAt,
        mediaIds: hasMedia ? [seedMedia(world, random, creator.id, sentAt - 60_000).id] : [],
        price: hasMedia && number % 12 === 2 ? 9 : 0,
        isOpened: number < messages - 2,
        isTip: !fromCreator && number % 10 === 5,
      });
    }
  }
}

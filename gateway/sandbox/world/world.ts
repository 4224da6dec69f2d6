import type { AccountName } from "../sessions/accounts.ts";
import type { Broadcast } from "./broadcasts.ts";
import { createRelations, type Relations } from "./relations.ts";
import type { ReleaseForm } from "./release-forms.ts";
import type { Story } from "./stories.ts";
import type { UserList } from "./user-lists.ts";
import type { Aired, SentBroadcast } from "./aired.ts";
import { createOffers, type Offers } from "./offers.ts";
import type { Sale } from "./sales.ts";
import type { VaultList } from "./vault-lists.ts";

/** A person, who posts if they are a performer. Times are in milliseconds, prices in dollars. */
export interface User {
  readonly id: number;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly about: string;
  readonly isPerformer: boolean;
  readonly subscribePrice: number;
  readonly joinedAt: number;
  readonly lastSeenAt: number;
}

/** A photo or film of a creator; its bytes follow from its id. */
export interface Media {
  readonly id: number;
  readonly ownerId: number;
  readonly type: "photo" | "video";
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number;
  readonly bytes: number;
  readonly createdAt: number;
  /** When conversion ends. */
  readonly readyAt: number;
}

/** A post as its author wrote it, whoever looks at it. */
export interface Post {
  readonly id: number;
  readonly authorId: number;
  readonly text: string;
  /** In dollars; `0` is free for subscribers. */
  readonly price: number;
  readonly mediaIds: readonly number[];
  /** Microseconds since 1970, different for all posts: the paging marker. */
  readonly publishedAtMicros: number;
  readonly favoritesCount: number;
  readonly commentsCount: number;
  readonly isPinned: boolean;
}

/** A message from one person to another. */
export interface Message {
  readonly id: number;
  readonly fromId: number;
  readonly toId: number;
  readonly text: string;
  readonly price: number;
  readonly mediaIds: readonly number[];
  readonly previews: readonly number[];
  readonly lockedText: boolean;
  readonly sentAt: number;
  readonly isOpened: boolean;
  readonly isTip: boolean;
  /** The broadcast it belongs to; `0` for a message to one. */
  readonly queueId: number;
}

/** A fan's subscription to a creator. */
export interface Subscription {
  readonly fanId: number;
  readonly creatorId: number;
  readonly price: number;
  readonly startedAt: number;
  readonly expiresAt: number;
  readonly isActive: boolean;
  /** What the creator gave this fan off the price. */
  readonly discount?: {
    readonly percent: number;
    readonly months: number;
    readonly givenAt: number;
  };
}

/** How many posts and media a user has, kept up to date with every change. */
export interface Counts {
  posts: number;
  photos: number;
  videos: number;
}

/** Everything that exists upstream; lists are in the order of time, oldest first. */
export interface World {
  /** For what follows from the seed whenever it is asked for. */
  readonly seed: string;
  readonly accountIds: Readonly<Record<AccountName, number>>;
  readonly users: Map<number, User>;
  readonly userIds: Map<string, number>;
  readonly media: Map<number, Media>;
  readonly posts: Map<number, Post>;
  readonly postsOf: Map<number, Post[]>;
  /** Posts whose time is still to come. */
  readonly scheduledPosts: Map<number, Post>;
  readonly counts: Map<number, Counts>;
  /** Each person's conversations by the other person; both share one list. */
  readonly threads: Map<number, Map<number, Message[]>>;
  readonly messages: Map<number, Message>;
  readonly subscriptions: Subscription[];
  readonly relations: Relations;
  readonly userLists: Map<number, UserList>;
  readonly broadcasts: Map<number, Broadcast>;
  readonly stories: Map<number, Story>;
  readonly releaseForms: ReleaseForm[];
  readonly vaultLists: Map<number, VaultList>;
  readonly offers: Offers;
  readonly aired: Aired[];
  readonly sentBroadcasts: SentBroadcast[];
  readonly sales: Sale[];
  readonly nextId: () => number;
}

/** A world without anybody in it. */
export function createEmptyWorld(
  seed: string,
  accountIds: World["accountIds"],
  firstId: number,
): World {
  let lastId = firstId - 1;
  return {
    seed,
    accountIds,
    users: new Map(),
    userIds: new Map(),
    media: new Map(),
    posts: new Map(),
    postsOf: new Map(),
    scheduledPosts: new Map(),
    counts: new Map(),
    threads: new Map(),
    messages: new Map(),
    subscriptions: [],
    relations: createRelations(),
    userLists: new Map(),
    broadcasts: new Map(),
    stories: new Map(),
    releaseForms: [],
    vaultLists: new Map(),
    offers: createOffers(),
    aired: [],
    sentBroadcasts: [],
    sales: [],
    nextId: () => ++lastId,
  };
}

/** The user of a numeric id or a user name, as it stands in a path. */
export function findUser(world: World, idOrName: string): User | undefined {
  const id = /^\d+$/.test(idOrName) ? Number(idOrName) : world.userIds.get(idOrName.toLowerCase());
  return id === undefined ? undefined : world.users.get(id);
}

/** Whether a person sees what a creator posts for subscribers. */
export function isSubscribed(world: World, fanId: number, creatorId: number): boolean {
  return (
    fanId === creatorId ||
    world.subscriptions.some(
      (subscription) =>
        subscription.fanId === fanId &&
        subscription.creatorId === creatorId &&
        subscription.isActive,
    )
  );
}

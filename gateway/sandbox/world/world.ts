import type { AccountName } from "../account-names.ts";
import {
  type Broadcast,
  createOffers,
  type Offers,
  type Sale,
  type Aired,
  type SentBroadcast,
} from "./trade.ts";
import { createRelations, type Relations } from "./relations.ts";
import type {
  Counts,
  Media,
  Message,
  Post,
  ReleaseForm,
  Story,
  Subscription,
  User,
  UserList,
  VaultList,
} from "./things.ts";

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

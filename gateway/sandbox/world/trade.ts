import type { Message } from "./things.ts";

/** Somebody took an offer up. */
export interface Claim {
  readonly fanId: number;
  readonly at: number;
}

interface Offer {
  readonly id: number;
  readonly creatorId: number;
  readonly createdAt: number;
  readonly claims: readonly Claim[];
}

/** A lower price for a time or a number of fans. */
export interface Promotion extends Offer {
  readonly message: string;
  /** In percent. */
  readonly discount: number;
  readonly type: string;
  readonly subscribeCounts: number;
  readonly subscribeDays: number;
  readonly finishesAt: number;
}

/** Several months at a lower price. */
export interface Bundle {
  readonly id: number;
  readonly creatorId: number;
  readonly discount: number;
  readonly months: number;
}

/** A link that gives a free trial. */
export interface TrialLink extends Offer {
  readonly name: string;
  readonly subscribeDays: number;
  /** `0` is without a limit. */
  readonly subscribeCounts: number;
  readonly expiresAt: number | undefined;
  readonly clicks: number;
  readonly sharedWith: readonly number[];
}

/** A link that counts who came through it. */
export interface Campaign extends Offer {
  readonly name: string;
  /** Counts up for each creator. */
  readonly code: number;
  readonly clicks: number;
  readonly sharedWith: readonly number[];
  readonly deletedAt: number | undefined;
}

/** Everything creators offer, each kind by id in the order of time. */
export interface Offers {
  readonly promotions: Map<number, Promotion>;
  readonly bundles: Map<number, Bundle>;
  readonly trials: Map<number, TrialLink>;
  readonly campaigns: Map<number, Campaign>;
}

/** No offers at all. */
export function createOffers(): Offers {
  return { promotions: new Map(), bundles: new Map(), trials: new Map(), campaigns: new Map() };
}

/** What a fan paid for. */
export type Source = "subscribes" | "tips" | "chat_messages" | "post" | "stream";

/** One payment of a fan to a creator. */
export interface Sale {
  readonly id: string;
  readonly creatorId: number;
  readonly fanId: number;
  readonly source: Source;
  /** Where a tip was given. */
  readonly tipsSource: "chat" | "post_all" | "profile" | "story" | "stream" | undefined;
  readonly cents: number;
  /** On a whole second. */
  readonly at: number;
  /** The post, message, stream or story it was for. */
  readonly subjectId: number | undefined;
}

/** For whom a broadcast is; who is chosen is settled when it goes out. */
export interface Audience {
  readonly userIds: readonly number[];
  readonly userLists: readonly (number | string)[];
  readonly excludedLists: readonly (number | string)[];
  /** Only who subscribed since. */
  readonly subscribedAfter: number | undefined;
}

/** What a broadcast says. */
export type Content = Pick<Message, "text" | "price" | "lockedText" | "mediaIds" | "previews">;

/** A message to many, waiting or sent. */
export interface Broadcast {
  readonly id: number;
  readonly senderId: number;
  content: Content;
  audience: Audience;
  /** When it goes out. */
  dueAt: number;
  /** Its messages, once it went out. */
  messages: readonly Message[] | undefined;
  isCanceled: boolean;
}

/** A stream or story that is over: what is left of it are its numbers. */
export interface Aired {
  readonly id: number;
  readonly creatorId: number;
  readonly kind: "stream" | "story";
  readonly text: string;
  readonly mediaIds: readonly number[];
  readonly at: number;
  readonly durationSeconds: number;
  readonly likes: number;
  readonly comments: number;
}

/** A mass message that went out: what is left of it are its numbers. */
export interface SentBroadcast {
  readonly id: number;
  readonly creatorId: number;
  readonly text: string;
  readonly mediaIds: readonly number[];
  /** In dollars; `0` is free. */
  readonly price: number;
  readonly sentAt: number;
  readonly sentCount: number;
  readonly viewedCount: number;
}

import type { Poll } from "./poll.ts";

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
  /** The MD5 of the file it was made of, where that is known. */
  readonly md5: string | undefined;
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
  /** Which of them can be seen without paying. */
  readonly previews: readonly number[];
  readonly poll: Poll | undefined;
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

/** A picture that a creator shows beside their posts. */
export interface Story {
  readonly id: number;
  readonly userId: number;
  readonly mediaId: number;
  readonly createdAt: number;
}

/** A list of users that its owner made. */
export interface UserList {
  readonly id: number;
  readonly ownerId: number;
  name: string;
  /** In the order they were added. */
  readonly userIds: Set<number>;
}

/** A list of a creator's media; those of the system fill themselves. */
export interface VaultList {
  readonly id: number;
  readonly ownerId: number;
  readonly type: "custom" | "posts" | "messages";
  readonly name: string;
  /** In the order they were put in; empty for lists of the system. */
  readonly mediaIds: readonly number[];
}

/** A person's consent to be shown in a creator's media. */
export interface ReleaseForm {
  readonly id: number;
  readonly ownerId: number;
  /** Who consents, if they have an account. */
  readonly userId: number | undefined;
  readonly name: string;
  readonly createdAt: number;
  /** When it was approved; `undefined` while it is pending. */
  readonly approvedAt: number | undefined;
}

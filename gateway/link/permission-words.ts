/** One permission in plain words. */
export function permissionLine(permission: string): string {
  const [resource = "", act = ""] = permission.split(":");
  const words = WORDS[resource] as Readonly<Record<string, string>> | undefined;
  return words?.[act] ?? `Use “${permission}”`;
}

/** Permissions in plain words, reading and changing of one thing in one line. */
export function permissionLines(permissions: readonly string[]): string[] {
  const resources = [...new Set(permissions.map((each) => each.split(":")[0] ?? ""))];
  return resources.flatMap((resource) => {
    const own = permissions.filter((each) => each.startsWith(`${resource}:`));
    const both = WORDS[resource]?.both;
    return own.length === 2 && both !== undefined ? [both] : own.map(permissionLine);
  });
}

const WORDS: Readonly<
  Record<string, { readonly read?: string; readonly write?: string; readonly both?: string }>
> = {
  profile: {
    read: "See your profile",
    write: "Change your profile",
    both: "See and change your profile",
  },
  notifications: { read: "See your notifications" },
  posts: {
    read: "See your posts",
    write: "Make, change and delete posts",
    both: "See, make, change and delete posts",
  },
  messages: {
    read: "Read your messages",
    write: "Send and delete messages",
    both: "Read, send and delete messages",
  },
  subscribers: {
    read: "See who subscribes to you",
    write: "Change notes and prices for your fans",
    both: "See your fans, and change their notes and prices",
  },
  subscriptions: { read: "See whom you subscribe to" },
  users: {
    read: "See people you blocked",
    write: "Restrict people",
    both: "See people you blocked, and restrict people",
  },
  lists: {
    read: "See your lists of people",
    write: "Change your lists of people",
    both: "See and change your lists of people",
  },
  vault: {
    read: "See the media in your vault",
    write: "Add and sort media in your vault",
    both: "See, add and sort media in your vault",
  },
  earnings: { read: "See what you earn" },
  analytics: { read: "See how often your posts and page are seen and liked" },
  promotions: {
    read: "See your offers and links",
    write: "Make and end offers and links",
    both: "See, make and end offers and links",
  },
  stories: {
    read: "See your stories",
    write: "Make and delete stories",
    both: "See, make and delete stories",
  },
  proxy: {
    any: "Do anything else that your account can do, not just what this list names",
  } as Readonly<Record<string, string>>,
};

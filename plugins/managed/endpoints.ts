import { chats } from "./chats.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { massMessages } from "./mass-messages.ts";
import { messages } from "./messages.ts";
import { posts } from "./posts.ts";
import { self } from "./self.ts";
import { stories } from "./stories.ts";
import { subscribers } from "./subscribers.ts";
import { subscriptions } from "./subscriptions.ts";
import { userLists } from "./user-lists.ts";
import { users } from "./users.ts";

/** Every managed endpoint. */
export const endpoints: readonly AnyEndpoint[] = [
  ...self,
  ...users,
  ...userLists,
  ...posts,
  ...chats,
  ...messages,
  ...massMessages,
  ...subscribers,
  ...subscriptions,
  ...stories,
];

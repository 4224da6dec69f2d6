import { contentAnalytics } from "./analytics-content.ts";
import { reachAnalytics } from "./analytics-reach.ts";
import { bundles } from "./bundles.ts";
import { chats } from "./chats.ts";
import { discounts } from "./discounts.ts";
import { earnings } from "./earnings.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { massMessages } from "./mass-messages.ts";
import { messages } from "./messages.ts";
import { posts } from "./posts.ts";
import { promotions } from "./promotions.ts";
import { self } from "./self.ts";
import { stories } from "./stories.ts";
import { subscribers } from "./subscribers.ts";
import { subscriptions } from "./subscriptions.ts";
import { userLists } from "./user-lists.ts";
import { trackingLinks } from "./tracking-links.ts";
import { trialLinks } from "./trial-links.ts";
import { users } from "./users.ts";
import { vault } from "./vault.ts";

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
  ...discounts,
  ...vault,
  ...promotions,
  ...bundles,
  ...trialLinks,
  ...trackingLinks,
  ...earnings,
  ...contentAnalytics,
  ...reachAnalytics,
];

import { CHAT_MEDIA } from "./chat-media.ts";
import { BROADCAST_STATISTICS } from "./broadcast-statistics.ts";
import { CAMPAIGNS } from "./campaigns.ts";
import { CHATS } from "./chats.ts";
import { DISCOUNTS } from "./discounts.ts";
import { EARNINGS } from "./earnings.ts";
import { MESSAGES } from "./messages.ts";
import { NOTIFICATIONS } from "./notifications.ts";
import { PEOPLE } from "./people.ts";
import { POSTS } from "./posts.ts";
import { QUEUE } from "./queue.ts";
import { RELEASE_FORMS } from "./release-forms.ts";
import type { Route } from "./route.ts";
import { SESSION } from "./session.ts";
import { STORIES } from "./stories.ts";
import { PROMOTIONS } from "./promotions.ts";
import { REACH } from "./reach.ts";
import { STATISTICS } from "./statistics.ts";
import { SUBSCRIBERS } from "./subscribers.ts";
import { SUBSCRIPTIONS } from "./subscriptions.ts";
import { SYSTEM } from "./system.ts";
import { TRIALS } from "./trials.ts";
import { UPLOAD } from "./upload.ts";
import { USER_LISTS } from "./user-lists.ts";
import { USERS } from "./users.ts";
import { VAULT } from "./vault.ts";
import { VISITORS } from "./visitors.ts";

/** Every route below `/api2/v2/`. */
export const ROUTES: readonly Route[] = [
  ...SYSTEM,
  ...SESSION,
  ...USERS,
  ...PEOPLE,
  ...USER_LISTS,
  ...NOTIFICATIONS,
  ...RELEASE_FORMS,
  ...POSTS,
  ...STORIES,
  ...CHATS,
  ...CHAT_MEDIA,
  ...MESSAGES,
  ...QUEUE,
  ...VAULT,
  ...SUBSCRIBERS,
  ...SUBSCRIPTIONS,
  ...DISCOUNTS,
  ...PROMOTIONS,
  ...TRIALS,
  ...CAMPAIGNS,
  ...EARNINGS,
  ...STATISTICS,
  ...BROADCAST_STATISTICS,
  ...REACH,
  ...VISITORS,
  ...UPLOAD,
];

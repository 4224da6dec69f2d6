import { BROADCAST_STATISTICS } from "./broadcast-statistics.ts";
import { CAMPAIGNS } from "./campaigns.ts";
import { CHATS } from "./chats.ts";
import { DISCOUNTS } from "./discounts.ts";
import { EARNINGS } from "./earnings.ts";
import { MESSAGES } from "./messages.ts";
import { POSTS } from "./posts.ts";
import { PROMOTIONS } from "./promotions.ts";
import { REACH } from "./reach.ts";
import type { Route } from "./route.ts";
import { SESSION } from "./session.ts";
import { STATISTICS } from "./statistics.ts";
import { SUBSCRIBERS } from "./subscribers.ts";
import { SYSTEM } from "./system.ts";
import { TRIALS } from "./trials.ts";
import { UPLOAD } from "./upload.ts";
import { USERS } from "./users.ts";
import { VAULT } from "./vault.ts";
import { VISITORS } from "./visitors.ts";

/** Every route below `/api2/v2/`. */
export const ROUTES: readonly Route[] = [
  ...SYSTEM,
  ...SESSION,
  ...USERS,
  ...POSTS,
  ...CHATS,
  ...MESSAGES,
  ...VAULT,
  ...SUBSCRIBERS,
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

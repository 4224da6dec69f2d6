import { CHATS } from "./chats.ts";
import { MESSAGES } from "./messages.ts";
import { POSTS } from "./posts.ts";
import type { Route } from "./route.ts";
import { SESSION } from "./session.ts";
import { SUBSCRIBERS } from "./subscribers.ts";
import { SYSTEM } from "./system.ts";
import { UPLOAD } from "./upload.ts";
import { USERS } from "./users.ts";
import { VAULT } from "./vault.ts";

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
  ...UPLOAD,
];

import { chats } from "./chats.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { posts } from "./posts.ts";
import { self } from "./self.ts";
import { users } from "./users.ts";

/** Every managed endpoint. */
export const endpoints: readonly AnyEndpoint[] = [...self, ...users, ...posts, ...chats];

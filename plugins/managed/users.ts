import { defineEndpoint } from "./endpoint.ts";
import { UserFull } from "./shapes/user.ts";

const getUser = defineEndpoint({
  method: "GET",
  path: "/users/:userId",
  summary: "A user's public profile, by number, username or `me`.",
  permission: "profile:read",
  risk: "read",
  evidence: "observed",
  answer: UserFull,
  upstream: { method: "GET", path: "/users/:userId" },
});

/** Other accounts. */
export const users = [getUser];

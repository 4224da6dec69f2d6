import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { OwnProfile } from "./shapes/user.ts";

const getSelf = defineEndpoint({
  method: "GET",
  path: "/self",
  summary: "The connected account's profile, or only `isAuth: false` when it is signed out.",
  permission: "profile:read",
  risk: "read-sensitive",
  evidence: "observed",
  answer: Type.Union([OwnProfile, Type.Object({ isAuth: Type.Boolean() })]),
  upstream: { method: "GET", path: "/users/me" },
});

/** The account itself. */
export const self = [getSelf];

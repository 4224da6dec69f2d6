import { invalid, notFound } from "../refusal.ts";
import { viewGuestProfile, viewOwnProfile } from "../views/own-profile-view.ts";
import { viewProfile, viewUserBasics, viewUserRelation } from "../views/user-view.ts";
import type { Viewpoint } from "../views/view.ts";
import { findUser } from "../world/world.ts";
import type { User } from "../world/things.ts";
import type { Call, Route } from "./route.ts";

const MAX_LISTED = 50;

/** How much each view letter of `users/list` tells. */
const VIEWS: Readonly<Record<string, (at: Viewpoint, user: User) => object>> = {
  m: viewUserBasics,
  x: viewUserRelation,
  r2: viewProfile,
};

/** People: oneself and others. */
export const USERS: readonly Route[] = [
  {
    method: "GET",
    path: "users/me",
    guests: true,
    answer: (call) =>
      call.viewer === undefined
        ? viewGuestProfile(call.session.csrf)
        : viewOwnProfile(call, call.viewer, call.session.csrf),
  },
  { method: "GET", path: "users/list", guests: true, whileChallenged: true, answer: listUsers },
  {
    method: "GET",
    path: "users/:user",
    guests: true,
    answer: (call) => viewProfile(call, userOf(call)),
  },
];

/** The user the path names. @throws Refusal "User not found". */
export function userOf(call: Call): User {
  const user = findUser(call.world, call.params[0] ?? "");
  if (user === undefined) throw notFound("User not found");
  return user;
}

function listUsers(call: Call): unknown {
  const found: Record<string, object> = {};
  let listed = 0;
  for (const [name, id] of call.query) {
    const [, letter = ""] = /^(\w+)\[\]$/.exec(name) ?? [];
    const view = Object.hasOwn(VIEWS, letter) ? VIEWS[letter] : undefined;
    if (letter !== "" && view === undefined) throw invalid("Bad view param");
    const user = call.world.users.get(Number(id));
    if (view === undefined || user === undefined || ++listed > MAX_LISTED) continue;
    found[id] = view(call, user);
  }
  return found;
}

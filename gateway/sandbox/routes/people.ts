import { invalid } from "../refusal.ts";
import { viewProfile, viewUserRelation } from "../views/user-view.ts";
import type { User } from "../world/things.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Oneself to change, performers to find, and whom one shuts out. */
export const PEOPLE: readonly Route[] = [
  { method: "PATCH", path: "users/me", answer: editSelf },
  { method: "GET", path: "users/search", answer: searchPerformers },
  {
    method: "GET",
    path: "users/restrict",
    answer: (call) => listPeople(call, call.world.relations.restricted(viewerOf(call).id)),
  },
  {
    method: "GET",
    path: "users/blocked",
    answer: (call) => listPeople(call, call.world.relations.blocked(viewerOf(call).id)),
  },
  ...shuttingOut("restrict", (call) => call.world.relations.restricted(viewerOf(call).id)),
  ...shuttingOut("block", (call) => call.world.relations.blocked(viewerOf(call).id)),
];

function shuttingOut(name: string, setFor: (call: Call) => Set<number>): readonly Route[] {
  return [
    {
      method: "POST",
      path: `users/:user/${name}`,
      answer: (call) => {
        const user = userOf(call);
        if (user.id === viewerOf(call).id) throw invalid(`Can not ${name} this user`);
        setFor(call).add(user.id);
        return { success: true };
      },
    },
    {
      method: "DELETE",
      path: `users/:user/${name}`,
      answer: (call) => {
        setFor(call).delete(userOf(call).id);
        return { success: true };
      },
    },
  ];
}

function editSelf(call: Call): unknown {
  const viewer = viewerOf(call);
  const { name = viewer.name, about = viewer.about } = call.body;
  if (typeof name !== "string" || name.trim() === "") throw invalid("Name is required");
  if (typeof about !== "string" || about.length > 1000) throw invalid("About is too long");
  call.world.users.set(viewer.id, { ...viewer, name, about });
  return { success: true };
}

function searchPerformers(call: Call): unknown {
  const wanted = (call.query.get("query") ?? "").toLowerCase();
  const found = [...call.world.users.values()].filter(
    ({ isPerformer, name, username }) =>
      isPerformer && `${name} ${username}`.toLowerCase().includes(wanted),
  );
  return asAsked(
    call.query,
    pageOf(call.query, found, (user) => viewProfile(call, user), SIZES),
  );
}

function listPeople(call: Call, ids: ReadonlySet<number>): unknown {
  const people = [...ids]
    .reverse()
    .map((id) => call.world.users.get(id))
    .filter((user): user is User => user !== undefined);
  return asAsked(
    call.query,
    pageOf(call.query, people, (user) => viewUserRelation(call, user), SIZES),
  );
}

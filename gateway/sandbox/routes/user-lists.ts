import { invalid, notFound } from "../refusal.ts";
import { viewListState } from "../views/list-state.ts";
import { viewList } from "../views/list-view.ts";
import { viewUserBasics } from "../views/user-view.ts";
import { addUserList, findList, listsOf, type SeenList } from "../world/user-lists.ts";
import type { UserList, User } from "../world/things.ts";
import { findUser } from "../world/world.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Lists of users. */
export const USER_LISTS: readonly Route[] = [
  { method: "GET", path: "lists", answer: listLists },
  {
    method: "POST",
    path: "lists",
    answer: (call) => {
      const list = addUserList(call.world, viewerOf(call).id, nameOf(call));
      return view(call, listOf(call, list.id));
    },
  },
  { method: "POST", path: "lists/users", answer: putOnLists },
  { method: "GET", path: "lists/:list", answer: (call) => view(call, listOf(call)) },
  {
    method: "PATCH",
    path: "lists/:list",
    answer: (call) => {
      const list = ownListOf(call);
      if (call.body["name"] !== undefined) list.name = nameOf(call);
      return view(call, listOf(call));
    },
  },
  {
    method: "DELETE",
    path: "lists/:list",
    answer: (call) => {
      call.world.userLists.delete(ownListOf(call).id);
      return { success: true };
    },
  },
  { method: "GET", path: "lists/:list/users", answer: listMembers },
  {
    method: "POST",
    path: "lists/:list/users/:user",
    answer: (call) => {
      const member = memberOf(call);
      ownListOf(call).userIds.add(member.id);
      const list = listOf(call);
      return { list: view(call, list), userState: viewListState(list, member.id) };
    },
  },
  {
    method: "DELETE",
    path: "lists/:list/users/:user",
    answer: (call) => {
      ownListOf(call).userIds.delete(memberOf(call).id);
      return pageOfMembers(call);
    },
  },
];

function listLists(call: Call): unknown {
  const wanted = (call.query.get("query") ?? "").toLowerCase();
  const lists = listsOf(call.world, viewerOf(call).id).filter(({ name }) =>
    name.toLowerCase().includes(wanted),
  );
  return asAsked(
    call.query,
    pageOf(call.query, lists, (list) => view(call, list), SIZES),
  );
}

function listMembers(call: Call): unknown {
  return asAsked(call.query, pageOfMembers(call));
}

function pageOfMembers(call: Call) {
  const members = [...listOf(call).userIds]
    .map((id) => call.world.users.get(id))
    .filter((user): user is User => user !== undefined);
  return pageOf(call.query, members, (user) => viewUserBasics(call, user), SIZES);
}

function putOnLists(call: Call): unknown {
  const { listIds, userIds } = call.body;
  if (!Array.isArray(listIds) || !Array.isArray(userIds)) throw invalid("Lists are required");
  const users = userIds.map((id) => findUser(call.world, String(id)));
  if (users.includes(undefined)) throw notFound("User not found");
  const success: object[] = [];
  const errors: object[] = [];
  for (const listId of listIds.map(Number)) {
    const list = findList(call.world, viewerOf(call).id, listId)?.own;
    for (const user of users) if (user !== undefined) list?.userIds.add(user.id);
    if (list === undefined) errors.push({ listId, error: "List not found" });
    else success.push({ listId, success: true });
  }
  return { success, errors };
}

function view(call: Call, list: SeenList): object {
  return viewList(call, list, call.query.get("skip_users") === "all");
}

function listOf(call: Call, id: string | number = call.params[0] ?? ""): SeenList {
  const list = findList(call.world, viewerOf(call).id, id);
  if (list === undefined) throw notFound("List not found");
  return list;
}

function ownListOf(call: Call): UserList {
  const { own } = listOf(call);
  if (own === undefined) throw invalid("List can not be changed");
  return own;
}

function memberOf(call: Call): User {
  const user = findUser(call.world, call.params[1] ?? "");
  if (user === undefined) throw notFound("User not found");
  return user;
}

function nameOf(call: Call): string {
  const { name } = call.body;
  if (typeof name !== "string" || name.trim() === "") throw invalid("Name is required");
  return name;
}

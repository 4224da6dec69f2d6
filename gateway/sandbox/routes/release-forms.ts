import { viewUserBasics } from "../views/user-view.ts";
import { iso } from "../views/view.ts";
import { releaseFormsOf } from "../world/release-forms.ts";
import type { ReleaseForm } from "../world/things.ts";
import { pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 100 } as const;

/** Who may be shown and tagged. These lists call their rows `items`. */
export const RELEASE_FORMS: readonly Route[] = [
  {
    method: "GET",
    path: "release-forms",
    answer: (call) => itemsOf(call, formsIn(call, "search"), viewForm),
  },
  {
    method: "GET",
    path: "posts/tagged-friend-users",
    answer: (call) =>
      itemsOf(
        call,
        formsIn(call, "name").filter(({ userId }) => userId !== undefined),
        (form) => viewFriend(call, form),
      ),
  },
];

function formsIn(call: Call, search: string): readonly ReleaseForm[] {
  const { query } = call;
  const [by, direction] = (query.get("sort") ?? "date:desc").split(":");
  return releaseFormsOf(call.world, viewerOf(call).id, {
    pendingOnly: query.get("filter") === "pending",
    by: by === "name" ? "name" : "date",
    isAscending: direction === "asc",
    search: query.get(search) ?? "",
  });
}

function itemsOf(
  call: Call,
  forms: readonly ReleaseForm[],
  view: (form: ReleaseForm) => object,
): unknown {
  const { list, hasMore } = pageOf(call.query, forms, view, SIZES);
  return { items: list, hasMore };
}

function viewForm({ id, userId, name, createdAt, approvedAt }: ReleaseForm): object {
  return {
    id,
    type: "release_form",
    name,
    partnerId: userId ?? null,
    code: `RF-${id % 100_000}`,
    status: approvedAt === undefined ? "pending" : "approved",
    createdAt: iso(createdAt),
    approvedAt: approvedAt === undefined ? null : iso(approvedAt),
    lastChangedAt: iso(approvedAt ?? createdAt),
    userName: name,
    hasUser: userId !== undefined,
    isHidden: false,
  };
}

function viewFriend(call: Call, { id, userId = 0, name }: ReleaseForm): object {
  const user = call.world.users.get(userId);
  return {
    id,
    type: "friend",
    name,
    user: user && { ...viewUserBasics(call, user), isHidden: false },
  };
}

import { invalid } from "../refusal.ts";
import { viewUserRelation } from "../views/user-view.ts";
import { periodsOf } from "../world/subscriptions.ts";
import type { Subscription, User } from "../world/things.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 20 } as const;

/** Who subscribes to the viewer. */
export const SUBSCRIBERS: readonly Route[] = [
  {
    method: "GET",
    path: "subscriptions/subscribers",
    answer: (call) => {
      const type = call.query.get("type") ?? "all";
      if (!["all", "active", "expired"].includes(type)) throw invalid("Invalid type");
      const fans = fansOf(
        call,
        ({ isActive }) => type === "all" || isActive === (type === "active"),
      );
      return show(
        call,
        fans.sort((a, b) => b.lastSeenAt - a.lastSeenAt || a.id - b.id),
      );
    },
  },
  {
    method: "GET",
    path: "subscriptions/subscribers/latest",
    answer: (call) => {
      const since = dateIn(call, "startDate", -Infinity);
      const until = dateIn(call, "endDate", Infinity);
      const isNew = ({ startedAt }: Subscription) => startedAt >= since && startedAt <= until;
      const isRenewed = (subscription: Subscription) =>
        periodsOf(subscription, call.now).some(
          ({ number, startsAt }) => number > 1 && startsAt >= since && startsAt <= until,
        );
      switch (call.query.get("type") ?? "total") {
        case "new":
          return show(call, fansOf(call, isNew).reverse());
        case "renewals":
          return show(call, fansOf(call, isRenewed).reverse());
        case "total":
          return show(call, fansOf(call, (each) => isNew(each) || isRenewed(each)).reverse());
        default:
          throw invalid("Invalid type");
      }
    },
  },
];

function fansOf(call: Call, keeps: (subscription: Subscription) => boolean): User[] {
  const { query, world } = call;
  const creatorId = viewerOf(call).id;
  const wanted = (query.get("query") ?? "").toLowerCase();
  const spent = Number(query.get("filter[total_spent]") ?? 0);
  return world.subscriptions
    .filter((subscription) => subscription.creatorId === creatorId && keeps(subscription))
    .filter((each) => each.price * periodsOf(each, call.now).length >= spent)
    .map(({ fanId }) => world.users.get(fanId))
    .filter((fan) => fan !== undefined)
    .filter((fan) => `${fan.name} ${fan.username}`.toLowerCase().includes(wanted))
    .filter(() => query.get("filter[online]") !== "1");
}

function show(call: Call, fans: readonly User[]): unknown {
  return asAsked(
    call.query,
    pageOf(call.query, fans, (fan) => viewUserRelation(call, fan), SIZES),
  );
}

function dateIn({ query }: Call, name: string, usual: number): number {
  const text = query.get(name);
  if (text === null) return usual;
  const date = new Date(text).getTime();
  if (Number.isNaN(date)) throw invalid("Invalid date");
  return date;
}

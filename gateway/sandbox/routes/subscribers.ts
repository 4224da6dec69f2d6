import { viewUserRelation } from "../views/user-view.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Route } from "./route.ts";

const SIZES = { usual: 10, most: 20 } as const;

/** Who subscribes to the viewer. */
export const SUBSCRIBERS: readonly Route[] = [
  {
    method: "GET",
    path: "subscriptions/subscribers",
    answer: (call) => {
      const { query, world } = call;
      const creatorId = viewerOf(call).id;
      const type = query.get("type") ?? "all";
      const wanted = (query.get("query") ?? "").toLowerCase();
      const fans = world.subscriptions
        .filter((subscription) => subscription.creatorId === creatorId)
        .filter(({ isActive }) => type === "all" || isActive === (type === "active"))
        .map(({ fanId }) => world.users.get(fanId))
        .filter((fan) => fan !== undefined)
        .filter((fan) => `${fan.name} ${fan.username}`.toLowerCase().includes(wanted))
        .sort((a, b) => b.lastSeenAt - a.lastSeenAt || a.id - b.id);
      return asAsked(
        query,
        pageOf(query, fans, (fan) => viewUserRelation(call, fan), SIZES),
      );
    },
  },
];

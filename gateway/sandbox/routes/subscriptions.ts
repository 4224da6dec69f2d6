import { invalid, notFound } from "../refusal.ts";
import { viewUserRelation } from "../views/user-view.ts";
import { iso } from "../views/view.ts";
import { findSubscription, periodsOf } from "../world/subscriptions.ts";
import { findUser } from "../world/world.ts";
import type { Subscription } from "../world/things.ts";
import { asAsked, pageOf } from "./page.ts";
import { viewerOf, type Call, type Route } from "./route.ts";
import { userOf } from "./users.ts";

const SIZES = { usual: 10, most: 100 } as const;
/** How many periods of a history count as its recent part. */
const RECENT = 5;

/** Whom the viewer follows, and what is between them and single fans. */
export const SUBSCRIPTIONS: readonly Route[] = [
  { method: "GET", path: "subscriptions/subscribes", answer: listFollowed },
  { method: "GET", path: "subscriptions/count/all", answer: countAll },
  { method: "GET", path: "subscriptions/:user/history", answer: listPeriods },
  { method: "PUT", path: "subscriptions/:user", answer: writeNote },
];

function listFollowed(call: Call): unknown {
  const { query, world } = call;
  const type = query.get("type") ?? "all";
  if (!["all", "active", "expired", "attention"].includes(type)) throw invalid("Invalid type");
  const wanted = (query.get("query") ?? "").toLowerCase();
  const paid = query.get("filter[paid]");
  const followed = followedBy(call)
    .filter(({ isActive }) => type === "all" || isActive === (type === "active"))
    .filter(({ price }) => paid === null || price > 0 === (paid === "1"))
    .map(({ creatorId }) => world.users.get(creatorId))
    .filter((creator) => creator !== undefined)
    .filter(({ name, username }) => `${name} ${username}`.toLowerCase().includes(wanted))
    .filter(() => query.get("filter[online]") !== "1");
  return asAsked(
    query,
    pageOf(query, followed, (creator) => viewUserRelation(call, creator), SIZES),
  );
}

function countAll(call: Call): unknown {
  const { world } = call;
  const viewer = viewerOf(call);
  const fans = world.subscriptions.filter(({ creatorId }) => creatorId === viewer.id);
  return {
    subscriptions: {
      ...count(call, followedBy(call), ({ creatorId }) => creatorId),
      attention: 0,
    },
    subscribers: { ...count(call, fans, ({ fanId }) => fanId), activeOnline: 0 },
    bookmarks: 0,
  };
}

function count(
  call: Call,
  subscriptions: readonly Subscription[],
  otherOf: (subscription: Subscription) => number,
): object {
  const viewerId = viewerOf(call).id;
  const { relations } = call.world;
  const others = subscriptions.map(otherOf);
  const active = subscriptions.filter(({ isActive }) => isActive).length;
  return {
    active,
    muted: 0,
    restricted: others.filter((id) => relations.restricted(viewerId).has(id)).length,
    expired: subscriptions.length - active,
    blocked: others.filter((id) => relations.blocked(viewerId).has(id)).length,
    all: subscriptions.length,
  };
}

function listPeriods(call: Call): unknown {
  const viewer = viewerOf(call);
  const other = findUser(call.world, call.params[0] ?? "");
  const subscription =
    other &&
    (findSubscription(call.world, other.id, viewer.id) ??
      findSubscription(call.world, viewer.id, other.id));
  if (subscription === undefined) throw notFound("Subscription not found");
  const periods = periodsOf(subscription, call.now);
  const shown = call.query.get("all") === "1" ? periods : periods.slice(0, RECENT);
  return {
    list: shown.map(({ startsAt, endsAt, price }) => ({
      subscribeDate: iso(startsAt),
      expireDate: iso(endsAt),
      price,
    })),
    hasMore: shown.length < periods.length,
  };
}

function writeNote(call: Call): unknown {
  const { notice, displayName } = call.body;
  if ([notice, displayName].some((text) => text !== undefined && typeof text !== "string"))
    throw invalid("Invalid note");
  call.world.relations.write(viewerOf(call).id, userOf(call).id, {
    ...(typeof notice === "string" && { notice }),
    ...(typeof displayName === "string" && { displayName }),
  });
  return { success: true };
}

function followedBy(call: Call): readonly Subscription[] {
  const viewer = viewerOf(call);
  return call.world.subscriptions.filter(({ fanId }) => fanId === viewer.id);
}

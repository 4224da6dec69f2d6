import { notFound } from "../refusal.ts";
import { viewSeries } from "../views/series-view.ts";
import { viewBroadcast, viewBuyers } from "../views/statistics-view.ts";
import type { SentBroadcast, Broadcast } from "../world/trade.ts";
import { isWithin } from "../world/days.ts";
import { sold, type Happening } from "../world/published.ts";
import { creatorOf } from "./creator.ts";
import { asAsked, numberOf, pageOf } from "./page.ts";
import { chartOptionsOf, listPeriodOf } from "./period.ts";
import type { Call, Route } from "./route.ts";

const SIZES = { usual: 20, most: 100 } as const;

/** How mass messages did. */
export const BROADCAST_STATISTICS: readonly Route[] = [
  { method: "GET", path: "messages/queue/chart", answer: chartMessages },
  {
    method: "GET",
    path: "messages/queue/stats",
    answer: (call) => {
      const period = listPeriodOf(call);
      return viewPage(
        call,
        sentBy(call).filter(({ sentAt }) => isWithin(sentAt, period)),
      );
    },
  },
  {
    method: "GET",
    path: "users/me/stats/messages/group",
    answer: (call) => viewPage(call, sentBy(call)),
  },
  {
    method: "GET",
    path: "users/me/stats/messages/purchased",
    answer: (call) =>
      viewPage(
        call,
        sentBy(call).filter((broadcast) => viewBuyers(call, broadcast).length > 0),
      ),
  },
  { method: "GET", path: "messages/queue/:queue/buyers", answer: listBuyers },
];

function sentBy(call: Call): readonly SentBroadcast[] {
  const creatorId = creatorOf(call).id;
  const { sentBroadcasts, broadcasts } = call.world;
  const sent = [...sentBroadcasts, ...[...broadcasts.values()].flatMap(countOf)];
  return sent.filter((each) => each.creatorId === creatorId).toReversed();
}

/** The numbers of a broadcast from the queue, once it went out. */
function countOf({ id, senderId, content, dueAt, messages }: Broadcast): readonly SentBroadcast[] {
  if (messages === undefined) return [];
  const { text, mediaIds, price } = content;
  const seen = messages.filter((message) => message.isOpened);
  const numbers = { sentAt: dueAt, sentCount: messages.length, viewedCount: seen.length };
  return [{ id, creatorId: senderId, text, mediaIds, price, ...numbers }];
}

function viewPage(call: Call, broadcasts: readonly SentBroadcast[]): object {
  const { list, hasMore } = pageOf(
    call.query,
    broadcasts,
    (broadcast) => viewBroadcast(call, broadcast),
    SIZES,
  );
  return { items: list, hasMore };
}

/** A marker is the number of buyers before the page. */
function listBuyers(call: Call): unknown {
  const broadcast = sentBy(call).find(({ id }) => id === Number(call.params[0]));
  if (broadcast === undefined) throw notFound("Message not found");
  const buyers = viewBuyers(call, broadcast);
  const from = numberOf(call.query, "marker", numberOf(call.query, "offset", 0, 1e9), 1e9);
  const to = from + numberOf(call.query, "limit", SIZES.usual, SIZES.most);
  const hasMore = to < buyers.length;
  const page = { list: buyers.slice(from, to), hasMore, nextMarker: hasMore ? to : null };
  return asAsked(call.query, page);
}

function chartMessages(call: Call): object {
  const { world } = call;
  const creatorId = creatorOf(call).id;
  const broadcasts = sentBy(call);
  const direct = [...world.messages.values()].filter(({ fromId }) => fromId === creatorId);
  const isPaid = (source: string) => source !== "tips";
  const series: Readonly<Record<string, readonly Happening[]>> = {
    group_messages: broadcasts.map(({ sentAt, sentCount }) => ({
      at: sentAt,
      count: sentCount,
      cents: 0,
    })),
    group_messages_purchases: broadcasts.flatMap(({ id }) => sold(world, id, isPaid)),
    direct_messages: direct.map(({ sentAt }) => ({ at: sentAt, count: 1, cents: 0 })),
    direct_messages_purchases: direct.flatMap(({ id, price }) =>
      price > 0 ? sold(world, id, isPaid) : [],
    ),
  };
  const options = chartOptionsOf(call);
  return Object.fromEntries(
    Object.entries(series).map(([name, happenings]) => [name, viewSeries(happenings, options)]),
  );
}

import { createRandom, HEX, type Random } from "../random.ts";
import { DAY_MS, dayOf, isWithin, type Period } from "./days.ts";
import type { World } from "./world.ts";
import type { Subscription, User } from "./things.ts";
import type { Sale } from "./trade.ts";

const MONTH_DAYS = 30;
const WINDOW_DAYS = 30;
const TAKEN_BACK_AFTER_MS = 3 * DAY_MS;

/** The creator's part in cents; the rest is the upstream's fee. */
export function netCents({ cents }: Sale): number {
  return cents - Math.round(cents / 5);
}

/** When the payer's bank took a payment back; most are kept. */
export function takenBackAt(sale: Sale): number | undefined {
  const isDisputed = sale.source !== "subscribes" && sale.id.startsWith("0");
  return isDisputed ? sale.at + TAKEN_BACK_AFTER_MS : undefined;
}

/**
 * A creator's sales of a period, the oldest first: those that were made once, and those that follow
 * from the seed and the subscriptions for every day there is.
 */
export function salesBetween(world: World, creatorId: number, period: Period): readonly Sale[] {
  const once = world.sales.filter((sale) => sale.creatorId === creatorId);
  const subscriptions = world.subscriptions.filter((each) => each.creatorId === creatorId);
  const daily: Sale[] = [];
  for (let day = dayOf(period.from); day <= dayOf(period.to); day++)
    daily.push(...renewals(subscriptions, day), ...dailyTips(world, subscriptions, creatorId, day));
  return [...once, ...daily]
    .filter(({ at }) => isWithin(at, period))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The same from the newest on, made while they are read. */
export function* salesBackwards(world: World, creatorId: number, period: Period): Iterable<Sale> {
  for (let { to } = period; to >= period.from; to -= WINDOW_DAYS * DAY_MS) {
    const from = Math.max(period.from, to - WINDOW_DAYS * DAY_MS + 1);
    yield* [...salesBetween(world, creatorId, { from, to })].reverse();
  }
}

/** When a creator's first sale may have been. */
export function firstSaleAt(world: World, creatorId: number): number {
  const own = <Item extends { readonly creatorId: number }>(items: readonly Item[]) =>
    items.filter((item) => item.creatorId === creatorId);
  return Math.min(
    ...own(world.sales).map(({ at }) => at),
    ...own(world.subscriptions).map(({ startedAt }) => startedAt),
  );
}

/** What a creator's seeded posts, messages, streams and stories have brought in. */
export function seedSales(world: World, random: Random, creator: User): void {
  const fans = world.subscriptions
    .filter((subscription) => subscription.creatorId === creator.id)
    .map(({ fanId }) => fanId);
  const sell = (
    sale: Pick<Sale, "source" | "cents" | "at" | "subjectId"> & Partial<Sale>,
    buyer = 0,
  ) =>
    world.sales.push({
      id: random.text(32, HEX),
      creatorId: creator.id,
      fanId: fans[buyer % fans.length] ?? world.accountIds.fan,
      tipsSource: undefined,
      ...sale,
      at: Math.floor(sale.at / 1000) * 1000,
    });
  const tip = (
    tipsSource: NonNullable<Sale["tipsSource"]>,
    subjectId: number,
    at: number,
    buyer: number,
  ) => sell({ source: "tips", tipsSource, cents: random.int(5, 40) * 100, at, subjectId }, buyer);

  for (const post of world.postsOf.get(creator.id) ?? []) {
    const at = post.publishedAtMicros / 1000;
    for (let buyer = 0; post.price > 0 && buyer < 1 + (post.id % 5); buyer++)
      sell(
        {
          source: "post",
          cents: post.price * 100,
          at: at + (buyer + 1) * 9_000_000,
          subjectId: post.id,
        },
        buyer,
      );
    if (post.id % 4 === 0) tip("post_all", post.id, at + 5_400_000, post.id);
  }
  for (const message of world.messages.values()) {
    if (message.toId === creator.id && message.isTip)
      tip("chat", message.id, message.sentAt, fans.indexOf(message.fromId));
    if (message.fromId === creator.id && message.price > 0 && message.isOpened)
      sell({
        source: "chat_messages",
        cents: message.price * 100,
        at: message.sentAt + 600_000,
        subjectId: message.id,
        fanId: message.toId,
      });
  }
  for (const { id, creatorId, kind, at } of world.aired)
    if (creatorId === creator.id) tip(kind, id, at + 1_200_000, id);
  for (const { id, creatorId, price, sentAt } of world.sentBroadcasts)
    for (let buyer = 0; creatorId === creator.id && price > 0 && buyer < 2 + (id % 4); buyer++)
      sell(
        {
          source: "chat_messages",
          cents: price * 100,
          at: sentAt + (buyer + 1) * 1_800_000,
          subjectId: id,
        },
        buyer,
      );
}

/** A subscription is paid when it starts and every month after. */
function renewals(subscriptions: readonly Subscription[], day: number): readonly Sale[] {
  return subscriptions
    .filter(({ startedAt, expiresAt, price }) => {
      const age = day - dayOf(startedAt);
      return age >= 0 && age % MONTH_DAYS === 0 && day <= dayOf(expiresAt) && price > 0;
    })
    .map((subscription) => {
      const { creatorId, fanId, startedAt, price } = subscription;
      const at = Math.floor((day * DAY_MS + (startedAt % DAY_MS)) / 1000) * 1000;
      return {
        id: createRandom(`${creatorId} ${fanId}`, `renewal ${day}`).text(32, HEX),
        creatorId,
        fanId,
        source: "subscribes" as const,
        tipsSource: undefined,
        cents: Math.round(price * (100 - discountAt(subscription, at))),
        at,
        subjectId: undefined,
      };
    });
}

function discountAt({ discount }: Subscription, at: number): number {
  if (discount === undefined || at < discount.givenAt) return 0;
  return at < discount.givenAt + discount.months * MONTH_DAYS * DAY_MS ? discount.percent : 0;
}

function dailyTips(
  world: World,
  subscriptions: readonly Subscription[],
  creatorId: number,
  day: number,
): readonly Sale[] {
  const givers = subscriptions.filter(({ startedAt }) => dayOf(startedAt) < day);
  const random = createRandom(world.seed, `tips ${creatorId} ${day}`);
  const [first, ...rest] = givers;
  if (first === undefined) return [];
  return Array.from({ length: random.int(0, 3) }, (_, index) => ({
    id: random.text(32, HEX),
    creatorId,
    fanId: random.pick([first, ...rest]).fanId,
    source: "tips" as const,
    tipsSource: "profile" as const,
    cents: random.int(5, 30) * 100,
    at: day * DAY_MS + index * 21_600_000 + random.int(0, 21_599) * 1000,
    subjectId: undefined,
  }));
}

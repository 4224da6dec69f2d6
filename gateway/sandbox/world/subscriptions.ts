import type { World } from "./world.ts";
import type { Subscription } from "./things.ts";

const MONTH_MS = 30 * 86_400_000;

/** One month that was paid for. */
export interface Period {
  readonly number: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly price: number;
}

/** The months of a subscription until now, newest first. */
export function periodsOf(subscription: Subscription, now: number): readonly Period[] {
  const { startedAt, expiresAt, price } = subscription;
  const until = Math.min(now, expiresAt);
  const months = Math.max(1, Math.ceil((until - startedAt) / MONTH_MS));
  return Array.from({ length: months }, (_, index) => {
    const number = months - index;
    const startsAt = startedAt + (number - 1) * MONTH_MS;
    return { number, startsAt, endsAt: Math.min(startsAt + MONTH_MS, expiresAt), price };
  });
}

/** What one person has with another as their fan. */
export function findSubscription(
  world: World,
  fanId: number,
  creatorId: number,
): Subscription | undefined {
  return world.subscriptions.find((s) => s.fanId === fanId && s.creatorId === creatorId);
}

import { linkAppOf } from "../link/link-apps.ts";
import type { ReceiptRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Clock } from "../clock.ts";
import type { Activity, ActivityDay } from "./activity.ts";

/** How often an app used one permission. */
export interface PortalUse {
  readonly permission: string;
  readonly today: number;
  /** In the last 30 days, today included. */
  readonly month: number;
}

/** One app as the owner sees it. */
export interface PortalApp {
  readonly appId: string;
  readonly name: string;
  readonly permissions: readonly string[];
  /** What the app asks for and does not have. */
  readonly missing: readonly string[];
  readonly since: number;
  readonly isPaused: boolean;
  /** Whether the owner agreed in person, or the app's organization said so. */
  readonly isOwnConsent: boolean;
  /** What it did, the most used first. */
  readonly uses: readonly PortalUse[];
}

/** One act on record, counted by day. */
export interface PortalAct {
  readonly action: string;
  readonly day: number;
  readonly times: number;
}

/** A connection as its owner sees it. */
export interface PortalView {
  readonly connection: ConnectionRow;
  readonly apps: readonly PortalApp[];
  readonly acts: readonly PortalAct[];
  readonly receipts: readonly ReceiptRow[];
}

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;
const ACTS_READ = 500;

/** Makes views. */
export function createPortalView(options: {
  readonly store: Store;
  readonly activity: Pick<Activity, "of">;
  readonly clock: Clock;
}): (connection: ConnectionRow) => Promise<PortalView> {
  const { store, activity, clock } = options;

  async function appsOf({ id }: ConnectionRow): Promise<PortalApp[]> {
    const [grants, days] = await Promise.all([store.grants.listOf(id), activity.of(id)]);
    return Promise.all(
      grants.map(async ({ appId, permissions, createdAt, consent, pausedAt }) => {
        const app = await store.apps.findById(appId);
        const settings = app && (await linkAppOf(store, app));
        const granted = JSON.parse(permissions) as string[];
        return {
          appId,
          name: settings?.displayName ?? app?.name ?? appId,
          permissions: granted,
          missing: (settings?.permissions ?? []).filter((each) => !granted.includes(each)),
          since: createdAt,
          isPaused: pausedAt !== null,
          isOwnConsent: consent === "owner",
          uses: usesIn(
            days.filter((each) => each.appId === appId),
            clock.now(),
          ),
        };
      }),
    );
  }

  return async (connection) => ({
    connection,
    apps: await appsOf(connection),
    acts: countByDay(await store.audit.newestOf(connection.id, ACTS_READ)),
    receipts: await store.linkRecords.receiptsOf(connection.id),
  });
}

function usesIn(days: readonly ActivityDay[], nowMs: number): PortalUse[] {
  const today = nowMs - (nowMs % DAY_MS);
  const found = new Map<string, { today: number; month: number }>();
  for (const { day, uses } of days) {
    if (day <= today - MONTH_DAYS * DAY_MS) continue;
    for (const [permission, times] of Object.entries(uses)) {
      const counts = found.get(permission) ?? { today: 0, month: 0 };
      counts.month += times;
      if (day === today) counts.today += times;
      found.set(permission, counts);
    }
  }
  return [...found]
    .map(([permission, counts]) => ({ permission, ...counts }))
    .toSorted((a, b) => b.month - a.month);
}

function countByDay(
  rows: readonly { readonly action: string; readonly at: number }[],
): PortalAct[] {
  const counts = new Map<string, PortalAct>();
  for (const { action, at } of rows) {
    const day = at - (at % DAY_MS);
    const key = `${day} ${action}`;
    counts.set(key, { action, day, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  return [...counts.values()];
}

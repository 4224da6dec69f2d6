import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { openAccountPart } from "../webhooks/account-part.ts";
import type { Activity } from "./activity.ts";

const MAX_ROWS = 10_000;

/** Everything that is kept about a connection, as one object without secrets: the session is named, and not shown. */
export async function exportConnection(
  store: Store,
  activity: Pick<Activity, "of">,
  connection: ConnectionRow,
): Promise<object> {
  const { id } = connection;
  const about = without("importDigest", { ...connection });
  const [grants, receipts, history, acts, days, events, session, files] = await Promise.all([
    store.grants.listOf(id),
    store.linkRecords.receiptsOf(id),
    store.connectionHistory.newest(id, MAX_ROWS),
    store.audit.newestOf(id, MAX_ROWS),
    activity.of(id),
    store.outbox.ofConnection(id, MAX_ROWS),
    store.sessions.find(id),
    store.uploads.listOf(id),
  ]);
  return {
    about: "What this gateway keeps about one linked account. Secrets are named, and never shown.",
    connection: {
      ...about,
      createdAt: timeOf(connection.createdAt),
      updatedAt: timeOf(connection.updatedAt),
      expiredAt: timeOf(connection.expiredAt),
      checkedAt: timeOf(connection.checkedAt),
    },
    session:
      session === undefined
        ? null
        : {
            keeps: ["cookies", "user agent", "x-bc"],
            sealed: true,
            updatedAt: timeOf(session.updatedAt),
          },
    grants: grants.map(({ appId, permissions, createdAt, consent, basis, pausedAt }) => ({
      appId,
      permissions: JSON.parse(permissions) as string[],
      createdAt: timeOf(createdAt),
      pausedAt: timeOf(pausedAt),
      consent,
      basis,
    })),
    receipts: receipts.map(({ receipt }) => JSON.parse(receipt) as object),
    activity: days.map(({ day, ...rest }) => ({ day: timeOf(day), ...rest })),
    history: history.map(({ at, fromState, toState, changedBy, reason }) => ({
      at: timeOf(at),
      from: fromState,
      to: toState,
      by: changedBy,
      reason,
    })),
    acts: acts.map(({ at, actor, action, outcome, detail }) => ({
      at: timeOf(at),
      actor,
      action,
      outcome,
      // An operator's own address is none of the account's.
      detail: without("remoteAddress", JSON.parse(detail) as Record<string, unknown>),
    })),
    uploads: files.map(({ id: uploadId, appId, state, createdAt, expiresAt }) => ({
      id: uploadId,
      appId,
      state,
      createdAt: timeOf(createdAt),
      expiresAt: timeOf(expiresAt),
    })),
    events: await Promise.all(
      events.map(async (event) => ({
        id: event.id,
        type: event.type,
        at: timeOf(event.createdAt),
        data: JSON.parse(event.data) as object,
        account: (await openAccountPart(store, event)) ?? null,
      })),
    ),
  };
}

function without(name: string, record: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

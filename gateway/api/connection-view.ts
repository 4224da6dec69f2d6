import { Type, type Static } from "typebox";
import { PUBLISHED_STATUSES, publishedStatus } from "../connections/published-status.ts";
import { nextActionsOf } from "../connections/unusable.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";
import type { ConnectionChangeRow } from "../store/webhook-rows.ts";

const closed = { additionalProperties: false } as const;
const textOrNull = Type.Union([Type.String(), Type.Null()]);

/** A connection as published, with its `state`, `reason` and `consent` beside it. */
export const connectionSchema = Type.Object(
  {
    id: Type.String(),
    status: Type.Enum([...PUBLISHED_STATUSES]),
    userData: Type.Object(
      { id: Type.String(), name: Type.String(), username: Type.String(), avatar: textOrNull },
      closed,
    ),
    permissions: Type.Array(Type.String()),
    expiredAt: textOrNull,
    createdAt: Type.String(),
    updatedAt: Type.String(),
    clientReferenceId: textOrNull,
    imported: Type.Boolean(),
    lastCheckedAt: textOrNull,
    state: Type.String(),
    reason: textOrNull,
    consent: Type.Union([
      Type.Object({ by: Type.String(), basis: textOrNull }, closed),
      Type.Null(),
    ]),
  },
  closed,
);

/** A connection as an app sees it: the permissions are those of the app's own grant. */
export function viewConnection(
  row: ConnectionRow,
  grant: GrantRow | undefined,
): Static<typeof connectionSchema> {
  const username = row.username ?? "";
  return {
    id: row.id,
    status: publishedStatus(row.state),
    userData: {
      id: row.upstreamUserId,
      name: row.name ?? username,
      username,
      avatar: row.avatar,
    },
    permissions: grant === undefined ? [] : (JSON.parse(grant.permissions) as string[]),
    expiredAt: timeOf(row.expiredAt),
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
    clientReferenceId: row.clientReferenceId,
    imported: row.imported === 1,
    lastCheckedAt: timeOf(row.checkedAt),
    state: row.state,
    reason: row.reason,
    consent: grant?.consent == null ? null : { by: grant.consent, basis: grant.basis },
  };
}

/** A connection on its own: beside the rest, what became of it and what can be done. */
export const oneConnectionSchema = Type.Object(
  {
    ...connectionSchema.properties,
    nextActions: Type.Array(Type.String()),
    sessionSince: textOrNull,
    sessionEndsAt: textOrNull,
    warning: Type.Union([
      Type.Object({ at: Type.String(), cause: Type.String(), sessionEndsAt: textOrNull }, closed),
      Type.Null(),
    ]),
    history: Type.Array(
      Type.Object(
        {
          at: Type.String(),
          from: textOrNull,
          to: Type.String(),
          by: Type.String(),
          reason: textOrNull,
        },
        closed,
      ),
    ),
  },
  closed,
);

/** What is added for one alone: its latest changes, the newest first. */
export function viewLife(
  { state, sessionSince, sessionEndsAt, warnedAt, warning }: ConnectionRow,
  changes: readonly ConnectionChangeRow[],
): Pick<
  Static<typeof oneConnectionSchema>,
  "nextActions" | "sessionSince" | "sessionEndsAt" | "warning" | "history"
> {
  return {
    nextActions: [...nextActionsOf(state, warning !== null)],
    sessionSince: timeOf(sessionSince),
    sessionEndsAt: timeOf(sessionEndsAt),
    warning:
      warnedAt === null || warning === null
        ? null
        : {
            at: new Date(warnedAt).toISOString(),
            cause: warning,
            sessionEndsAt: timeOf(sessionEndsAt),
          },
    history: changes.map(({ at, fromState, toState, changedBy, reason }) => ({
      at: new Date(at).toISOString(),
      from: fromState,
      to: toState,
      by: changedBy,
      reason,
    })),
  };
}

/** A kept time as text, if there is one. */
export function timeOf(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

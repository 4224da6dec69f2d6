import { publishedStatus } from "../connections/published-status.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";
import type { AccountPart } from "./account-part.ts";
import type { ConnectionEventType } from "./event-types.ts";

/** What an event says for as long as it is kept. */
export interface ConnectionData {
  readonly clientReferenceId: string | null;
  readonly connection: {
    readonly id: string;
    readonly status: string;
    readonly state: string;
    readonly reason: string | null;
  };
  /** Why its session will probably end soon, and when its cookie does, if that is known. */
  readonly warning?: { readonly cause: string; readonly sessionEndsAt: string | null };
}

/** What an event of a type tells of a connection: the account's own part only where the published API has it. */
export function connectionData(
  type: ConnectionEventType,
  row: ConnectionRow,
  grants: readonly GrantRow[],
): { readonly data: ConnectionData; readonly account: AccountPart | undefined } {
  const { id, state, clientReferenceId, upstreamUserId, avatar } = row;
  const reason = row.reason?.slice(0, MAX_REASON) ?? null;
  const connection = { id, status: publishedStatus(state), state, reason };
  const username = row.username ?? "";
  const isWhole = type === "connection.created" || type === "connection.updated";
  return {
    data: {
      clientReferenceId,
      connection,
      ...(type === "connection.will_expire" && { warning: warningOf(row) }),
    },
    account: isWhole
      ? {
          permissions: permissionsOf(grants),
          userData: { id: upstreamUserId, name: row.name ?? username, username, avatar },
        }
      : undefined,
  };
}

function warningOf({ warning, sessionEndsAt }: ConnectionRow) {
  return {
    cause: warning ?? "session_age",
    sessionEndsAt: sessionEndsAt === null ? null : new Date(sessionEndsAt).toISOString(),
  };
}

const MAX_REASON = 200;

/** What the organization's apps may do, taken together; one that is paused may do nothing. */
function permissionsOf(grants: readonly GrantRow[]): readonly string[] {
  const active = grants.filter(({ pausedAt }) => pausedAt === null);
  return [...new Set(active.flatMap(({ permissions }) => JSON.parse(permissions) as string[]))];
}

import type { ConnectionEventType } from "../webhooks/event-types.ts";

/** The states of a connection; the published `status` shows all but the first two as `expired`. */
export const CONNECTION_STATES = [
  "active",
  "awaiting_2fa",
  "expired",
  "challenged",
  "paused",
  "revoked",
  "disconnected",
] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** Whose doing a change is. */
export type ChangedBy = "upstream" | "owner" | "app" | "operator" | "gateway";

/** Who brings a connection into a state, unless it is said. */
export const USUAL_CAUSE: Readonly<Record<ConnectionState, ChangedBy>> = {
  active: "operator",
  awaiting_2fa: "upstream",
  expired: "upstream",
  challenged: "upstream",
  paused: "operator",
  revoked: "owner",
  disconnected: "app",
};

/**
 * From where each state is entered. What an operator has paused, a late answer of the upstream does
 * not touch; an ended session is not asked for proof; what was ended comes back by a new session only.
 */
const FROM: Readonly<Record<ConnectionState, readonly ConnectionState[]>> = {
  active: ["awaiting_2fa", "expired", "challenged", "paused"],
  awaiting_2fa: ["active", "expired", "challenged"],
  expired: ["active", "awaiting_2fa", "challenged"],
  challenged: ["active", "awaiting_2fa"],
  paused: ["active", "awaiting_2fa", "expired", "challenged"],
  revoked: ["active", "awaiting_2fa", "expired", "challenged", "paused", "disconnected"],
  disconnected: ["active", "awaiting_2fa", "expired", "challenged", "paused"],
};

/** Whether a connection in one state may enter another; entering the state it is in is no change. */
export function mayEnter(from: ConnectionState, to: ConnectionState): boolean {
  return FROM[to].includes(from);
}

/** Whether a state's session is gone for good. */
export function isEnd(state: ConnectionState): boolean {
  return state === "revoked" || state === "disconnected";
}

/** What apps are told of a change; a challenge reads `expired` to them, as the published status does. */
export function eventFor(
  from: ConnectionState | undefined,
  to: ConnectionState,
): ConnectionEventType {
  if (from === undefined) return "connection.created";
  if (to === from) return "connection.updated";
  if (from === "paused" && !isEnd(to)) return "connection.resumed";
  switch (to) {
    case "active":
      return "connection.repaired";
    case "awaiting_2fa":
      return "connection.updated";
    case "expired":
    case "challenged":
      return "connection.expired";
    case "paused":
    case "revoked":
    case "disconnected":
      return `connection.${to}`;
  }
}

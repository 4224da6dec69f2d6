/** What an endpoint can be told of. */
export const EVENT_TYPES = [
  "connection.created",
  "connection.updated",
  "connection.expired",
  "connection.disconnected",
  "connection.paused",
  "connection.resumed",
  "connection.revoked",
  "connection.repaired",
  "connection.will_expire",
  "rules.updated",
  "rules.rejected",
  "rules.stale",
  "upstream.drift",
] as const;

/** One of them. */
export type EventType = (typeof EVENT_TYPES)[number];

/** Those about one connection. */
export type ConnectionEventType = Extract<EventType, `connection.${string}`>;

/** Those about an environment's signing rules. */
export type RulesEventType = Extract<EventType, `rules.${string}`>;

/** Those about an environment's upstream. */
export type UpstreamEventType = Extract<EventType, `upstream.${string}`>;

/** Whether an endpoint that chose these types, or all with `*`, is told of one. Trials go to whoever asks. */
export function isChosen(chosen: readonly string[], type: string): boolean {
  return chosen.includes("*") || chosen.includes(type);
}

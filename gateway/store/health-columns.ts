/** What a connection keeps of how its session fares. */
export interface HealthColumns {
  /** When the session it has was handed in or signed in; no two of its sessions have the same. */
  readonly sessionSince: number | null;
  /** When the upstream said that the session's cookie ends. */
  readonly sessionEndsAt: number | null;
  /** When and why it was told that this session will probably end soon. */
  readonly warnedAt: number | null;
  readonly warning: string | null;
  /** When its session is looked at next, if nothing is heard of it until then. */
  readonly checkDueAt: number | null;
}

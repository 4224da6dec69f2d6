import type { Connections } from "./connections/connection.ts";
import type { HoldOffs } from "./egress/hold-offs.ts";
import type { Egresses } from "./egress/pool.ts";
import type { Drift } from "./drift/drift.ts";
import type { Environments } from "./environments.ts";
import type { Activity } from "./portal/activity.ts";
import type { Keys } from "./keys/keys.ts";
import type { Limits } from "./limits/limits.ts";
import type { MediaCache } from "./media/cache.ts";
import type { Rules } from "./rules/rules.ts";

/** What outlives a reload: the state that changes by the second, shared by all generations and lent to plugins. */
export interface Services {
  readonly environments: Environments;
  readonly keys: Keys;
  readonly connections: Connections;
  readonly rules: Rules;
  readonly egresses: Egresses;
  readonly holdOffs: HoldOffs;
  readonly limits: Limits;
  readonly drift: Pick<Drift, "observe">;
  readonly activity: Activity;
  readonly mediaCache: MediaCache;
}

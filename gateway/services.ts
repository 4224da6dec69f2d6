import type { Connections } from "./connections/connection.ts";
import type { Egresses } from "./egress/pool.ts";
import type { Drift } from "./drift/drift.ts";
import type { Environments } from "./environments.ts";
import type { Health } from "./health/start-health.ts";
import type { Activity } from "./portal/activity.ts";
import type { Keys } from "./keys/keys.ts";
import type { Limits } from "./limits/limits.ts";
import type { Idempotency } from "./idempotency/idempotency.ts";
import type { MediaCache } from "./media/cache.ts";
import type { FreshUrls } from "./media/fresh-url.ts";
import type { MediaLinks } from "./media/media-links.ts";
import type { Ingest } from "./uploads/ingest.ts";
import type { Uploads } from "./uploads/upload.ts";
import type { Rules } from "./rules/rules.ts";
import type { Call } from "./upstream/call.ts";

/** What outlives a reload: the state that changes by the second, shared by all generations and lent to plugins. */
export interface Services {
  readonly environments: Environments;
  readonly keys: Keys;
  readonly connections: Connections;
  readonly rules: Rules;
  readonly egresses: Egresses;
  readonly limits: Limits;
  readonly drift: Pick<Drift, "observe">;
  readonly activity: Activity;
  readonly mediaCache: MediaCache;
}

/** What plugins are lent beyond that: services that call the upstream themselves, and so need the engine. */
export interface LentServices extends Services {
  /** Makes a signed request of the plugin's own as a connection, beside the exchange. */
  readonly call: Call;
  readonly health: Health;
  readonly mediaLinks: MediaLinks;
  readonly freshUrls: FreshUrls;
  readonly idempotency: Idempotency;
  readonly uploads: Uploads;
  readonly ingest: Ingest;
  /** Under which origin a client reaches the gateway, by its `Host` field where no public one is configured. */
  readonly baseFor: (host: string | undefined) => string;
}

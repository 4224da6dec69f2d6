import type { Call } from "./upstream/call.ts";
import type { FreshUrls } from "./media/fresh-url.ts";
import type { Health } from "./health/start-health.ts";
import type { Idempotency } from "./idempotency/idempotency.ts";
import type { Ingest } from "./uploads/ingest.ts";
import type { MediaLinks } from "./media/media-links.ts";
import type { Uploads } from "./uploads/upload.ts";
import type { Services } from "./services.ts";

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

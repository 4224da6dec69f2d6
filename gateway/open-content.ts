import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Config } from "./config/schema.ts";
import { createPublicFetch } from "./egress/public-fetch.ts";
import type { EnvironmentName } from "./environments.ts";
import type { Health } from "./health/start-health.ts";
import { openIdempotency } from "./idempotency/idempotency.ts";
import type { Engine } from "./http/engine.ts";
import { createFreshUrls } from "./media/fresh-url.ts";
import { createMediaLinks } from "./media/media-links.ts";
import type { Log } from "./observe/log.ts";
import { createOriginList, type OriginList } from "./origin-list.ts";
import type { OwnAddresses } from "./own-addresses.ts";
import { createOwnCalls } from "./own-calls.ts";
import { createConnectionKeys } from "./secrets/connection-keys.ts";
import type { Services } from "./services.ts";
import type { LentServices } from "./lent-services.ts";
import type { Store } from "./store/store.ts";
import { createFileStore } from "./uploads/file-store.ts";
import { createIngest } from "./uploads/ingest.ts";
import { openUploads } from "./uploads/open-uploads.ts";
import { createSendPlain } from "./uploads/send-plain.ts";
import { createCall } from "./upstream/call.ts";

/** What the services for content are opened over. */
export interface ContentOptions {
  readonly config: Config;
  readonly services: Services;
  readonly engine: Engine;
  readonly health: Health;
  readonly ownAddresses: OwnAddresses;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

const CALL_MAX_BYTES = 8_388_608;

/** Opens what concerns media, uploads and repeated writes, and adds it to what plugins are lent. */
export async function openContent(options: ContentOptions): Promise<LentServices> {
  const { config, services, engine, ownAddresses, store, clock } = options;
  const keys = createConnectionKeys({ store, clock });
  const calling = createOwnCalls(services, engine);
  const call = createCall({ ...calling, maxBytes: CALL_MAX_BYTES });
  const sendPlain = createSendPlain(calling);
  const fileStore = createFileStore({
    call,
    sendPlain,
    isStore: originLists(options, config.uploads.origins),
    clock,
    newUuid: randomUUID,
  });
  const uploads = await openUploads({
    ...config.uploads,
    store,
    keys,
    fileStore,
    clock,
    newUuid: randomUUID,
  });
  return {
    ...services,
    call,
    health: options.health,
    mediaLinks: createMediaLinks({
      keys,
      isMedia: originLists(options, config.media.origins),
      lifetimeMs: config.media.linkLifetimeMs,
      clock,
    }),
    freshUrls: createFreshUrls({ call }),
    idempotency: await openIdempotency({
      ...config.idempotency,
      writes: store.keyedWrites,
      keys,
      clock,
    }),
    uploads,
    ingest: createIngest({
      fetchFile: createPublicFetch({
        timeoutMs: config.uploads.fetchTimeoutMs,
        maxBytes: config.uploads.fetchMaxBytes,
        allowPrivate: config.uploads.fetchPrivate,
        ownAddresses,
        clock,
      }),
      uploads,
      sendPlain,
      timeoutMs: config.uploads.fetchTimeoutMs,
    }),
    baseFor: (host) => baseOf(config.server, host),
  };
}

function originLists(
  { services: { environments } }: ContentOptions,
  { sandbox, live }: Readonly<Record<EnvironmentName, readonly string[]>>,
): Readonly<Record<EnvironmentName, OriginList>> {
  const own = environments.sandbox === undefined ? [] : [environments.sandbox.origin];
  return { sandbox: createOriginList([...own, ...sandbox]), live: createOriginList(live) };
}

function baseOf({ publicUrl, tls }: Config["server"], host: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl;
  return host === undefined ? "" : `${tls === undefined ? "http" : "https"}://${host}`;
}

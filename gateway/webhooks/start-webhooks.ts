import type { Clock, Timer } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { PluginMetrics } from "../observe/families.ts";
import type { Store } from "../store/store.ts";
import { createDeliver } from "./deliver.ts";
import type { Events } from "./events.ts";
import { resolveBySystem, type Resolve } from "./guard-lookup.ts";
import { createPost } from "./post.ts";
import { createEndpointSecrets } from "./secrets.ts";
import { startDeliveries } from "./start-deliveries.ts";
import { createWebhooks, type Webhooks } from "./webhooks.ts";

export type { Webhooks } from "./webhooks.ts";

/** Webhooks at work. */
export interface RunningWebhooks extends Webhooks {
  /** Begins no more deliveries and waits for those under way, but not long for a silent receiver. */
  readonly close: () => Promise<void>;
}

const TIMEOUT_MS = 15_000;
/** A receiver that works has answered by then. */
const GRACE_MS = 2_000;
const KEPT_MS = 30 * 86_400_000;
const TIDY_MS = 3_600_000;

/** Starts delivering what `events` writes into the store, and forgets what is a month old. */
export function startWebhooks(options: {
  readonly store: Store;
  readonly events: Events;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<PluginMetrics, "counter">;
  readonly assertForeign: (destination: { readonly host: string; readonly port: number }) => void;
  readonly resolve?: Resolve;
  /** What the file is called that endpoints may be declared in. */
  readonly declaredIn: string;
}): RunningWebhooks {
  const { store, events, clock, log, assertForeign, resolve = resolveBySystem } = options;
  const attempts = options.metrics.counter(
    "webhook_attempts_total",
    "Attempts to deliver an event, by what became of the delivery.",
    ["result"],
  );
  const secrets = createEndpointSecrets(store, clock);
  const ending = new AbortController();
  const { signal } = ending;
  const post = createPost({ clock, timeoutMs: TIMEOUT_MS, resolve, signal, assertForeign });
  const onAttempt = (result: string) => attempts.add({ result });
  const deliver = createDeliver({ store, clock, log, secrets, post, onAttempt });
  const running = startDeliveries({ store, clock, log, deliver });
  events.onEmitted(running.wake);

  let timer: Timer | undefined;
  const tidyLater = () => {
    timer = clock.setTimeout(() => {
      tidy().catch((error: unknown) => log.warn({ error }, "old webhook events were not removed"));
      tidyLater();
    }, TIDY_MS);
    timer.unref();
  };
  async function tidy(): Promise<void> {
    await store.outbox.removeBefore(clock.now() - KEPT_MS);
    await store.webhookEndpoints.removeSecretsBefore(clock.now());
  }
  tidyLater();

  return {
    ...createWebhooks({
      store,
      clock,
      log,
      secrets,
      declaredIn: options.declaredIn,
      wake: running.wake,
    }),
    close: async () => {
      clock.clearTimeout(timer);
      const grace = clock.setTimeout(() => ending.abort(), GRACE_MS);
      await running.close();
      clock.clearTimeout(grace);
    },
  };
}

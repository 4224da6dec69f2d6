import type { AccountServices } from "./account-services.ts";
import type { ControlPlane } from "./api/control-plane.ts";
import { createScreenUpgrade } from "./api/link-screen.ts";
import { readCertificate, watchCertificate } from "./certificate.ts";
import type { Closing } from "./closing.ts";
import type { Generations } from "./config/generations.ts";
import { createClientAddress } from "./http/client-address.ts";
import { startDeadlines } from "./http/deadlines.ts";
import { drain } from "./http/drain.ts";
import type { Engine } from "./http/engine.ts";
import { createHandler, type Handler } from "./http/handler.ts";
import { startListener, urlOf, type Listener } from "./http/listener.ts";
import { startOverload } from "./http/overload.ts";
import { newId } from "./ids.ts";
import type { Foundation } from "./open-foundation.ts";

/** Beyond this part of the heap new exchanges are turned away, so that those under way can end. */
const MAX_HEAP_RATIO = 0.85;

/** Where clients come in. */
export interface Front {
  readonly handler: Handler;
  readonly listener: Listener;
  /** Where clients reach it on this machine. */
  readonly url: string;
  /** Takes no more, and lets what is under way end within the drain time. */
  readonly drain: () => Promise<void>;
}

/**
 * Listens for clients and serves them.
 * @throws ConfigError for a certificate that cannot be served; the listener's error.
 */
export async function openFront(
  { clock, config, log, metrics, services, browsers }: Foundation,
  options: {
    readonly engine: Engine;
    readonly generations: Generations;
    readonly accounts: AccountServices;
    readonly control: ControlPlane["handle"];
  },
  closing: Closing,
): Promise<Front> {
  const { server, limits } = config;
  const { accounts } = options;
  const newRequestId = () => newId("req_", clock);
  const overload = startOverload({
    clock,
    maxLagMs: limits.maxLagMs,
    maxHeapRatio: MAX_HEAP_RATIO,
  });
  closing.add(overload.close);
  const handler = createHandler({
    ...options,
    current: options.generations.current,
    newRequestId,
    addressOf: createClientAddress(server.trustedProxies),
    shortage: overload.isOverloaded,
    onShed: (shortage) => metrics.engine.headRefused(`overload-${shortage}`),
  });
  closing.add(startDeadlines(clock, handler.inFlight));
  const upgrades = createScreenUpgrade({ accounts, browsers, newRequestId });
  const listener = await startListener({
    ...server,
    tls: server.tls && (await readCertificate(server.tls)),
    newRequestId,
    onRequest: handler.handle,
    upgrades,
    onRefused: metrics.engine.headRefused,
  });
  services.ownAddresses.add(listener.address.port);
  if (server.tls !== undefined)
    closing.add(await watchCertificate(server.tls, listener.useCertificate, { clock, log }));
  // Should the rest fail to start; otherwise the drain has left nothing to close here.
  closing.add(() => {
    const closed = listener.drain();
    listener.cut();
    return closed;
  });
  return {
    handler,
    listener,
    url: urlOf(listener, server.tls !== undefined),
    drain: async () => {
      const withinMs = server.drainTimeoutMs;
      log.info({ exchanges: handler.inFlight.list.length, withinMs }, "draining: no new exchanges");
      await upgrades.close();
      await drain(listener, clock, withinMs);
      log.info({}, "drained: no exchange is under way");
    },
  };
}

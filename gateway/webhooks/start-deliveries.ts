import type { Clock, Timer } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { Store } from "../store/store.ts";
import type { DeliveryRow } from "../store/webhook-rows.ts";

/** Deliveries under way. */
export interface RunningDeliveries {
  /** Looks for what is to be sent, now. */
  readonly wake: () => void;
  /** Begins nothing more, and resolves once what is under way has ended and is kept. */
  readonly close: () => Promise<void>;
}

const MAX_IN_FLIGHT = 64;
/** One that answers slowly, or not at all, leaves room for the others. */
const MAX_IN_FLIGHT_PER_ENDPOINT = 8;
/** Those under way are found again. */
const AT_ONCE = 2 * MAX_IN_FLIGHT;
const MAX_SLEEP_MS = 3_600_000;
const RETRY_STORE_MS = 5_000;

/**
 * Sends what is due, from the store and nothing else: what a process had under way when it died is
 * due again at the next start. Never two of one lane at a time, as only its head is due.
 */
export function startDeliveries(options: {
  readonly store: Pick<Store, "deliveries">;
  readonly clock: Clock;
  readonly log: Log;
  /** Tries one delivery and keeps what came of it. */
  readonly deliver: (delivery: DeliveryRow) => Promise<void>;
}): RunningDeliveries {
  const { store, clock, log, deliver } = options;
  const inFlight = new Map<string, Promise<void>>();
  const perEndpoint = new Map<string, number>();
  let timer: Timer | undefined;
  let looking: Promise<void> | undefined;
  let isStale = false;
  let isClosed = false;

  function wake(): void {
    if (isClosed) return;
    isStale = true;
    looking ??= lookAround().finally(() => {
      looking = undefined;
      if (isStale) wake();
    });
  }

  async function lookAround(): Promise<void> {
    isStale = false;
    // What falls due while it looks is not found any more, and is next.
    const sinceMs = clock.now();
    try {
      await startDue();
      sleep(await store.deliveries.nextDueAt(sinceMs));
    } catch (error) {
      log.error({ error }, "webhook deliveries could not be read; they are looked for again");
      sleep(clock.now() + RETRY_STORE_MS);
    }
  }

  async function startDue(): Promise<void> {
    while (inFlight.size < MAX_IN_FLIGHT && !isClosed) {
      const busy = [...perEndpoint].filter(([, count]) => count >= MAX_IN_FLIGHT_PER_ENDPOINT);
      const found = await store.deliveries.findDue(
        clock.now(),
        busy.map(([endpointId]) => endpointId),
        AT_ONCE,
      );
      const begun = found.filter(begin);
      // Only a full list may have left out what could begin.
      if (begun.length === 0 || found.length < AT_ONCE) return;
    }
  }

  function begin(delivery: DeliveryRow): boolean {
    const { id, endpointId } = delivery;
    const count = perEndpoint.get(endpointId) ?? 0;
    if (isClosed || inFlight.has(id) || inFlight.size >= MAX_IN_FLIGHT) return false;
    if (count >= MAX_IN_FLIGHT_PER_ENDPOINT) return false;
    perEndpoint.set(endpointId, count + 1);
    inFlight.set(id, run(delivery));
    return true;
  }

  async function run(delivery: DeliveryRow): Promise<void> {
    const { id, endpointId } = delivery;
    try {
      await deliver(delivery);
      done(id, endpointId);
    } catch (error) {
      log.error({ error, deliveryId: id }, "what came of a webhook delivery could not be kept");
      if (!isClosed) clock.setTimeout(() => done(id, endpointId), RETRY_STORE_MS).unref();
    }
  }

  function done(id: string, endpointId: string): void {
    inFlight.delete(id);
    const count = (perEndpoint.get(endpointId) ?? 1) - 1;
    if (count === 0) perEndpoint.delete(endpointId);
    else perEndpoint.set(endpointId, count);
    wake();
  }

  function sleep(untilMs: number | undefined): void {
    clock.clearTimeout(timer);
    timer = undefined;
    if (untilMs === undefined || isClosed) return;
    timer = clock.setTimeout(wake, Math.min(Math.max(untilMs - clock.now(), 1), MAX_SLEEP_MS));
    timer.unref();
  }

  wake();
  return {
    wake,
    close: async () => {
      isClosed = true;
      clock.clearTimeout(timer);
      await looking;
      clock.clearTimeout(timer);
      await Promise.all(inFlight.values());
    },
  };
}

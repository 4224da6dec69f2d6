import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../gateway/clock.ts";
import type { EventRow } from "../../gateway/store/webhook-rows.ts";
import { openTestStore, temporaryFolder } from "../store/test-store.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startReceiver, type Received } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

const child = fileURLToPath(new URL("./storm-child.ts", import.meta.url));

/** What a storm came to. */
export interface Storm {
  readonly kills: number;
  /** Changes that were said to be kept. */
  readonly kept: number;
  readonly events: number;
  readonly deliveries: number;
  /** Deliveries of what had been delivered before. */
  readonly repeats: number;
}

/** When a process is killed: once so many changes are kept, or once so many deliveries have come, answered or not. */
export interface Kill {
  readonly at: "change" | "arrival" | "answer";
  readonly count: number;
}

/**
 * Kills one process after the other on the same data folder while it changes connections and tells
 * of it, until at least so many changes are kept; then delivers the rest.
 * @throws AssertionError if an event was lost, came out of order, or twice under different IDs.
 */
export async function runStorm(
  t: Cleanup,
  kills: readonly Kill[],
  leastChanges = 0,
): Promise<Storm> {
  const dataDir = temporaryFolder(t);
  let onArrival: (isAnswered: boolean) => void = () => undefined;
  const receiver = await startReceiver(t, (response) => {
    onArrival(false);
    response.end();
    onArrival(true);
  });
  let kept = 0;
  let killed = 0;
  for (const [index, { at, count }] of kills.entries()) {
    // The last one makes up for what the others, dying early, did not come to.
    const isLast = index === kills.length - 1;
    const storm = spawn(process.execPath, [...process.execArgv, child, dataDir, receiver.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let left = count;
    const countDown = () => {
      if (--left <= 0 && !(isLast && kept < leastChanges)) storm.kill("SIGKILL");
    };
    onArrival = (isAnswered) => {
      if (at === (isAnswered ? "answer" : "arrival")) countDown();
    };
    const said = createInterface(storm.stdout).on("line", () => {
      kept++;
      if (at === "change") countDown();
    });
    await once(said, "close");
    if (storm.exitCode === null && storm.signalCode === null) await once(storm, "exit");
    assert.equal(storm.signalCode, "SIGKILL");
    killed++;
  }
  onArrival = () => undefined;

  const events = await finish(t, dataDir);
  assert.ok(events.length >= kept + 3, `${events.length} events of at least ${kept} changes`);
  const repeats = assertAllToldInOrder(receiver.got, events);
  const deliveries = receiver.got.length;
  return { kills: killed, kept, events: events.length, deliveries, repeats };
}

/** Delivers what is left; gives all events there are, one for each change that was kept. */
async function finish(t: Cleanup, dataDir: string): Promise<readonly EventRow[]> {
  const store = await openTestStore(t, dataDir);
  const { caller, webhooks } = await startWithWebhooks(t, systemClock, { store });
  while ((await webhooks.oldestWaitingAt()) !== undefined)
    await new Promise((resolve) => setImmediate(resolve));
  await webhooks.close();
  const events = await store.outbox.between(
    caller,
    { sinceMs: 0, untilMs: systemClock.now() + 1 },
    1_000_000,
  );
  for (const connectionId of new Set(events.map((event) => event.connectionId ?? ""))) {
    const history = await store.connectionHistory.newest(connectionId, 1_000_000);
    const own = events.filter((event) => event.connectionId === connectionId);
    assert.equal(own.length, history.length, "one event for each change, none for others");
  }
  await store.close();
  return events;
}

interface Told {
  readonly sequence: number;
  readonly data: { readonly connection: { readonly id: string } };
}

function assertAllToldInOrder(got: readonly Received[], events: readonly EventRow[]): number {
  const idBySequence = new Map<string, string>();
  const lastOf = new Map<string, number>();
  for (const { headers, body } of got) {
    const { sequence, data } = JSON.parse(body) as Told;
    const { id } = data.connection;
    const key = `${id} ${sequence}`;
    const eventId = String(headers["webhook-id"]);
    assert.equal(idBySequence.get(key) ?? eventId, eventId, "a repeat has the same ID");
    const last = lastOf.get(id) ?? 0;
    assert.ok(
      sequence === last + 1 || (sequence === last && idBySequence.has(key)),
      `${sequence} after ${last}`,
    );
    idBySequence.set(key, eventId);
    lastOf.set(id, sequence);
  }
  assert.deepEqual(
    new Set(idBySequence.values()),
    new Set(events.map(({ id }) => id)),
    "what was kept was told, and nothing else",
  );
  return got.length - events.length;
}

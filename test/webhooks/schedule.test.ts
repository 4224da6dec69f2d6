import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../gateway/store/store.ts";
import { isParked, nextDelayMs } from "../../gateway/webhooks/schedule.ts";
import { newSession } from "../connections/test-connections.ts";
import { createFakeClock, type FakeClock } from "../support/fake-clock.ts";
import { startReceiver } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

const HOUR = 3_600_000;

/** Lets a little time pass, slower than a request takes its own, until a receiver has got so many. */
async function arrive(
  clock: FakeClock,
  store: Pick<Store, "deliveries">,
  { got }: { readonly got: readonly unknown[] },
  count: number,
): Promise<void> {
  while (got.length < count) {
    clock.advance(1);
    await store.deliveries.counts();
  }
}

test("WH07: attempts come 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h apart, give or take a tenth, and then no more", () => {
  const planned = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
  for (const [extreme, factor] of [
    [0x00, 0.9],
    [0xff, 1.1],
  ] as const) {
    const clock = { randomBytes: (size: number) => Buffer.alloc(size, extreme) };
    assert.deepEqual(
      planned.map((_, failed) => nextDelayMs(failed + 1, undefined, clock)),
      planned.map((seconds) => Math.round(seconds * 1000 * factor)),
    );
    assert.equal(nextDelayMs(10, undefined, clock), undefined);
    assert.equal(nextDelayMs(1, 60_000, clock), 60_000);
    assert.equal(nextDelayMs(1, 1e12, clock), 24 * HOUR);
  }
  assert.deepEqual([isParked(0, HOUR), isParked(0, HOUR + 1)], [false, true]);
});

test("WH10 WH12: a failing head holds up its own connection alone, for at most an hour; then it is parked, dies, and the endpoint is switched off", async (t) => {
  const clock = createFakeClock();
  const { store, connections, caller, add, settled, webhooks } = await startWithWebhooks(t, clock);
  let broken = "";
  const receiver = await startReceiver(t, (response, { body, path }) => {
    response.statusCode = path.endsWith("/dead") || body.includes(broken) ? 500 : 200;
    response.end();
  });
  const first = connections.put(newSession(caller));
  const { id } = await first;
  broken = `${id}","status":"expired"`;
  const { id: endpointId } = await add(receiver.url);
  const link = (user: string) => connections.put(newSession(caller, { upstreamUserId: user }));
  await connections.setState(id, "expired", "ended");
  await receiver.received(1);
  await link("7");
  const other = await link("8");
  await receiver.received(2);
  assert.match(receiver.got[1]?.body ?? "", new RegExp(other.id), "another connection passes");

  const failed = async (attempts: number) => {
    for (;;) {
      const rows = await store.deliveries.list({ endpointId, limit: 100, offset: 0 });
      const head = rows.at(-1);
      if (head?.attempts === attempts) return head;
    }
  };
  for (const [attempts, waitMs] of [
    [1, 6_000],
    [2, 400_000],
    [3, 2_200_000],
  ] as const) {
    assert.equal((await failed(attempts)).state, "due");
    assert.equal(receiver.got.length, attempts + 1);
    clock.advance(waitMs);
    await arrive(clock, store, receiver, attempts + 2);
  }
  assert.equal((await failed(4)).state, "parked");
  await arrive(clock, store, receiver, 7);
  const sequences = receiver.got
    .slice(5)
    .map(({ body }) => (JSON.parse(body) as { sequence: number }).sequence);
  assert.deepEqual(sequences, [3, 4], "those behind it go on, with numbers that show the gap");

  for (let attempts = 4; attempts < 10; attempts++) {
    await failed(attempts);
    const attempted = receiver.got.length;
    clock.advance(27 * HOUR);
    await arrive(clock, store, receiver, attempted + 1);
  }
  assert.equal((await failed(10)).state, "dead");
  const ids = receiver.got
    .filter(({ body }) => body.includes(broken))
    .map(({ headers }) => headers["webhook-id"]);
  assert.deepEqual([ids.length, new Set(ids).size], [10, 1]);
  await webhooks.remove(endpointId);

  const { id: deadId } = await add(`${receiver.url}/dead`);
  await link("9");
  for (let attempts = 1; attempts <= 10; attempts++) {
    for (;;) {
      const [row] = await store.deliveries.list({ endpointId: deadId, limit: 1, offset: 0 });
      if (row?.attempts === attempts) break;
    }
    if (attempts < 10) {
      const attempted = receiver.got.length;
      clock.advance(27 * HOUR);
      await arrive(clock, store, receiver, attempted + 1);
    }
  }
  await settled(deadId, "dead", 1);
  assert.equal((await store.webhookEndpoints.find(deadId))?.disabledReason, "failing");
});

test("WH06 WH13: Retry-After holds an endpoint back as a whole, and the next attempt takes its new URL", async (t) => {
  const clock = createFakeClock();
  const { store, connections, caller, add, settled, webhooks } = await startWithWebhooks(t, clock);
  const receiver = await startReceiver(t, (response, { path }) => {
    if (path.endsWith("/busy")) response.writeHead(429, { "retry-after": "600" });
    response.end();
  });
  const { id: endpointId } = await add(`${receiver.url}/busy`);
  await connections.put(newSession(caller));
  await receiver.received(1);
  for (;;) {
    const endpoint = await store.webhookEndpoints.find(endpointId);
    if ((endpoint?.throttledUntil ?? 0) > clock.now()) break;
  }
  await connections.put(newSession(caller, { upstreamUserId: "8" }));
  await webhooks.change(endpointId, { url: `${receiver.url}/new` });
  clock.advance(599_000);
  await settled(endpointId, "due", 2);
  assert.equal(receiver.got.length, 1);
  clock.advance(1_000);
  await arrive(clock, store, receiver, 3);
  assert.deepEqual(
    receiver.got.map(({ path }) => path),
    ["/hooks/busy", "/hooks/new", "/hooks/new"],
  );
});

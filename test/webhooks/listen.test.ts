import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook } from "standardwebhooks";
import { systemClock } from "../../gateway/clock.ts";
import { readEvents } from "../../gateway/webhooks/read-events.ts";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { newSession } from "../connections/test-connections.ts";
import { defaultCaller } from "../store/test-store.ts";
import { startTestGateway } from "../support/gateway.ts";
import { startWithWebhooks } from "./start.ts";

test("`webhooks listen` prints checked events of either environment, goes on where it ended, and needs no endpoint", async (t) => {
  const gateway = await startTestGateway(t);
  const cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir });
  const over = new AbortController();
  const listening = cli
    .json(0, ...["webhooks", "listen", "--count", "2", "--events", "connection.paused"])
    .finally(() => over.abort());
  while (!over.signal.aborted) {
    await cli.run("connections", "pause", gateway.sandbox.creator);
    await cli.run("connections", "resume", gateway.sandbox.creator);
  }
  interface Heard {
    readonly id: string;
    readonly isVerified: boolean;
    readonly event: { readonly type: string; readonly sequence: number };
  }
  const { events } = (await listening) as { events: readonly Heard[] };
  const [first, second] = events;
  assert.ok(first && second);
  for (const { isVerified, event } of events)
    assert.deepEqual([isVerified, event.type], [true, "connection.paused"]);
  assert.deepEqual(((await cli.json(0, "webhooks", "list")) as { list: unknown[] }).list, []);

  const goOn = async (...filter: readonly string[]) => {
    const args = ["webhooks", "listen", "--after", first.id, "--count", "1", ...filter];
    return ((await cli.json(0, ...args)) as { events: readonly Heard[] }).events;
  };
  const [next] = await goOn();
  assert.equal(next?.event.type, "connection.resumed");
  assert.equal(next.event.sequence, first.event.sequence + 1);
  const [paused] = await goOn("--events", "connection.paused");
  assert.equal(paused?.id, second.id);

  for (const wrong of [
    ["--environment", "live", "--after", first.id],
    ["--events", "connection.melted"],
  ])
    assert.equal((await cli.run("webhooks", "listen", ...wrong)).code, 2);
});

test("events are read on in their order, those of a live environment too, each signed with the reader's secret", async (t) => {
  const { store, connections } = await startWithWebhooks(t, systemClock);
  const live = await defaultCaller(store, "live");
  const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
  const read = (after?: string, types?: readonly string[]) =>
    readEvents({ store, clock: systemClock }, live, after, types, secret);
  const { list: none, cursor } = await read();
  assert.deepEqual(none, []);
  const { id } = await connections.put(newSession(live));
  await connections.setState(id, "paused", "test");
  await connections.put(newSession(await defaultCaller(store)));
  const { list, cursor: after } = await read(cursor);
  const bodies = list.map(({ headers, body }) => {
    new Webhook(secret).verify(body, headers);
    return JSON.parse(body) as { type: string; data: { connection: { userData?: object } } };
  });
  assert.deepEqual(
    bodies.map(({ type }) => type),
    ["connection.created", "connection.paused"],
  );
  assert.ok(bodies[0]?.data.connection.userData);
  assert.deepEqual(await read(after), { list: [], cursor: after });
  assert.equal((await read(cursor, ["connection.paused"])).list[0]?.id, list[1]?.id);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { systemClock } from "../../gateway/clock.ts";
import { createRulesEvents } from "../../gateway/webhooks/rules-events.ts";
import { signatureHeaders } from "../../gateway/webhooks/sign.ts";
import { newSession } from "../connections/test-connections.ts";
import { createKeptLog } from "../store/test-store.ts";
import { createRandom } from "../support/seeded-random.ts";
import { startReceiver } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

test("WH01: a thousand bodies of any letters verify, over exactly what is sent", () => {
  const random = createRandom(7);
  const secret = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
  const standard = new StandardWebhook(secret);
  const svix = new SvixWebhook(secret);
  for (let count = 0; count < 1_000; count++) {
    const letters = Array.from({ length: Math.floor(random() * 60) }, () =>
      String.fromCodePoint(Math.floor(random() * 0xd7ff)),
    );
    const body = JSON.stringify({ count, text: letters.join("") });
    const message = { id: `evt_${count}`, body };
    const headers = signatureHeaders("standard", [secret], message, Date.now());
    standard.verify(body, headers);
    svix.verify(body, headers);
    assert.throws(() => standard.verify(`${body} `, headers));
  }
});

test("WH10: beside one endpoint that never answers, 99 others are told of everything", async (t) => {
  const { connections, caller, add, store } = await startWithWebhooks(t, systemClock);
  const healthy = await startReceiver(t);
  const hanging = await startReceiver(t, () => undefined);
  const dead = await add(hanging.url);
  for (let count = 0; count < 99; count++) await add(`${healthy.url}/${count}`);
  const from = performance.now();
  for (const upstreamUserId of ["1", "2", "3"])
    await connections.put(newSession(caller, { upstreamUserId }));
  await healthy.received(99 * 3);
  t.diagnostic(`297 deliveries took ${Math.round(performance.now() - from)} ms`);
  const waiting = await store.deliveries.list({ endpointId: dead.id, limit: 10, offset: 0 });
  assert.deepEqual(new Set(waiting.map(({ state }) => state)), new Set(["due"]));
  assert.equal(new Set(healthy.got.map(({ path }) => path)).size, 99);
});

test("rules that are rejected or stale are told once, to whoever chose to hear it", async (t) => {
  const { store, add, events } = await startWithWebhooks(t, systemClock);
  const receiver = await startReceiver(t);
  await add(receiver.url, "standard", ["rules.rejected", "rules.stale"]);
  const rules = createRulesEvents({ store, events, log: createKeptLog() });
  const source = "https://feed.example/rules.json";
  rules.rejected("sandbox", source, "The build is unsigned.");
  rules.rejected("sandbox", source, "The build is unsigned.");
  rules.updated("sandbox", "build-8");
  rules.stale("sandbox", "build-7");
  rules.stale("sandbox", "build-7");
  rules.rejected("sandbox", source, "The build is too old.");
  await rules.close();
  await receiver.received(3);
  const told = receiver.got.map(
    ({ body }) => JSON.parse(body) as { type: string; data: { reason?: string } },
  );
  assert.deepEqual(
    told.map(({ type, data }) => [type, data.reason]),
    [
      ["rules.rejected", "The build is unsigned."],
      ["rules.stale", undefined],
      ["rules.rejected", "The build is too old."],
    ],
  );
});

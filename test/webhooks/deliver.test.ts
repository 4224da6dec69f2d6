import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, test } from "node:test";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Webhook as SvixWebhook } from "svix";
import { systemClock } from "../../gateway/clock.ts";
import { eventDocuments } from "../../gateway/webhooks/event-documents.ts";
import { newSession } from "../connections/test-connections.ts";
import { startReceiver, type Received } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

const { store, connections, events, webhooks, caller, add, settled } = await startWithWebhooks(
  { after },
  systemClock,
);
let lastUser = 100;
const link = (changes = {}) =>
  connections.put(newSession(caller, { upstreamUserId: String(++lastUser), ...changes }));
const documented = new Ajv2020({ strict: false, formats: { "date-time": true } });
const headersOf = ({ headers }: Received) => headers as Record<string, string>;

test("WH01 WH02: a change is told at once, in order, and both independent verifiers accept its bytes", async (t) => {
  const receiver = await startReceiver(t);
  const { id: endpointId, secret } = await add(receiver.url);
  const { id } = await link({ name: 'Zoë 💫 \\"quoted\\"' });
  await connections.setState(id, "paused", "operator");
  await connections.setState(id, "active", "resumed");
  await connections.setState(id, "expired", "Access denied.");
  await connections.put(newSession(caller, { upstreamUserId: String(lastUser) }));
  await connections.delete(id);
  await receiver.received(7);
  assert.deepEqual(receiver.types(), [
    "connection.created",
    "connection.paused",
    "connection.resumed",
    "connection.expired",
    "connection.repaired",
    "connection.updated",
    "connection.disconnected",
  ]);
  const standard = new StandardWebhook(secret);
  const svix = new SvixWebhook(secret);
  for (const [index, received] of receiver.got.entries()) {
    const headers = headersOf(received);
    const body = standard.verify(received.body, headers) as Record<string, unknown>;
    svix.verify(received.body, headers);
    assert.equal(body["sequence"], index + 1);
    const document = eventDocuments.find(({ type }) => type === body["type"]) ?? assert.fail();
    assert.ok(documented.validate(document.body, body), documented.errorsText());
    assert.match(headers["webhook-id"] ?? "", /^evt_[0-9A-Za-z]{24}$/, "WH04");
    assert.match(headers["webhook-signature"] ?? "", /^v1,\S+$/);
    for (const verifier of [standard, svix])
      assert.throws(() => verifier.verify(`${received.body} `, headers));
  }
  await settled(endpointId, "delivered", 7);
  await webhooks.remove(endpointId);
});

test("WH14 N01: the first event has the documented shape, and none holds anything of the session", async (t) => {
  const receiver = await startReceiver(t);
  const { id: endpointId } = await add(receiver.url);
  const { id } = await link({
    cookie: "sess=cookie-canary; auth_id=9",
    userAgent: "agent-canary",
    xBc: "bc-canary",
  });
  await receiver.received(1);
  await connections.delete(id);
  await receiver.received(2);
  const { data } = JSON.parse(receiver.got[0]?.body ?? "") as { data: unknown };
  assert.deepEqual(data, {
    clientReferenceId: null,
    connection: {
      id,
      status: "active",
      state: "active",
      reason: null,
      permissions: ["posts:read"],
      userData: { id: String(lastUser), name: "creator", username: "creator", avatar: null },
    },
  });
  assert.doesNotMatch(JSON.stringify(receiver.got), /canary/);
  assert.ok(receiver.got.every(({ body }) => body.length < 20_480));
  await webhooks.remove(endpointId);
});

test("each of OFAuth's two documented forms verifies as documented", async (t) => {
  const receiver = await startReceiver(t);
  const docs = await add(`${receiver.url}/docs`, "ofauth");
  const sdk = await add(`${receiver.url}/sdk`, "svix");
  const { id } = await link();
  await receiver.received(2);
  const at = (path: string) => receiver.got.find((received) => received.path === path);
  const { headers, body } = at("/hooks/docs") ?? assert.fail();
  const [, seconds, hex] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["ofauth-signature"])) ?? [];
  assert.equal(hex, createHmac("sha256", docs.secret).update(`${seconds}.${body}`).digest("hex"));
  const svix = at("/hooks/sdk") ?? assert.fail();
  new SvixWebhook(sdk.secret).verify(svix.body, headersOf(svix));
  const { eventType, live, data } = JSON.parse(svix.body) as Record<string, unknown>;
  assert.deepEqual([eventType, live], ["connection.created", false]);
  const { connection } = data as { connection: Record<string, unknown> };
  const { userData, platformUserId } = connection as {
    userData: { userId: string };
    platformUserId: string;
  };
  assert.deepEqual(
    [connection["id"], platformUserId, userData.userId],
    [id, String(lastUser), String(lastUser)],
  );
  for (const endpoint of [docs, sdk]) await webhooks.remove(endpoint.id);
});

test("WH03: while a new secret takes over both sign; without an overlap the old one is out at once", async (t) => {
  const receiver = await startReceiver(t);
  const { id: endpointId, secret: first } = await add(receiver.url);
  const second = await webhooks.rotate(endpointId, 60_000);
  await link();
  await receiver.received(1);
  const [both] = receiver.got;
  for (const secret of [first, second])
    new StandardWebhook(secret).verify(both?.body ?? "", headersOf(both ?? assert.fail()));
  const third = await webhooks.rotate(endpointId, 0);
  await link();
  await receiver.received(2);
  const last = receiver.got[1] ?? assert.fail();
  new StandardWebhook(third).verify(last.body, headersOf(last));
  for (const secret of [first, second])
    assert.throws(() => new StandardWebhook(secret).verify(last.body, headersOf(last)));
  await webhooks.remove(endpointId);
});

test("WH06 I10: what is 2xx succeeds, a redirect is not followed, and 410 switches the endpoint off", async (t) => {
  const receiver = await startReceiver(t, (response, { path }) => {
    const status = Number(path.split("/").at(-1));
    if (status === 0) response.destroy();
    else response.writeHead(status, { location: "/elsewhere/204" }).end("x".repeat(100_000));
  });
  const outcomes: unknown[] = [];
  for (const status of [204, 301, 400, 410, 500, 0]) {
    const { id: endpointId } = await add(`${receiver.url}/${status}`, "standard", [
      "connection.created",
    ]);
    const { id } = await link();
    await receiver.received(outcomes.length + 1);
    for (;;) {
      const [row] = await store.deliveries.list({ endpointId, limit: 1, offset: 0 });
      const endpoint = await store.webhookEndpoints.find(endpointId);
      if (row?.attempts === 1) {
        outcomes.push([row.state, row.lastResult, endpoint?.disabledReason]);
        break;
      }
    }
    await webhooks.remove(endpointId);
    await connections.delete(id);
  }
  assert.deepEqual(outcomes, [
    ["delivered", "204", null],
    ["due", "301", null],
    ["due", "400", null],
    ["dead", "410", "gone"],
    ["due", "500", null],
    ["due", "broken", null],
  ]);
  assert.ok(receiver.got.every(({ path }) => !path.includes("elsewhere")));
});

test("an app is told when its owner takes something back, and of nothing when nothing was taken", async (t) => {
  const receiver = await startReceiver(t);
  const { id } = await link({ permissions: ["messages:read", "posts:read"] });
  const { id: endpointId } = await add(receiver.url);
  await connections.narrow(id, caller.appId, ["messages:read"]);
  await connections.narrow(id, caller.appId, ["messages:read"]);
  await connections.narrow(id, caller.appId, []);
  await receiver.received(2);
  await settled(endpointId, "delivered", 2);
  assert.deepEqual(receiver.types(), ["connection.updated", "connection.updated"]);
  assert.deepEqual(permissionsToldTo(receiver), [["messages:read"], []]);
  await webhooks.remove(endpointId);
});

test("an app is told when its owner pauses it alone and lets it go on, each once", async (t) => {
  const receiver = await startReceiver(t);
  const { id } = await link({ permissions: ["messages:read"] });
  const { id: endpointId } = await add(receiver.url);
  for (const isPaused of [true, true, false, false])
    await connections.pauseApp(id, caller.appId, isPaused);
  await receiver.received(2);
  await settled(endpointId, "delivered", 2);
  assert.deepEqual(receiver.types(), ["connection.updated", "connection.updated"]);
  assert.deepEqual(permissionsToldTo(receiver), [[], ["messages:read"]]);
  await webhooks.remove(endpointId);
});

test("WH11: what was delivered is sent again by its ID and by a range, under the same event ID", async (t) => {
  const receiver = await startReceiver(t);
  const { id: endpointId } = await add(receiver.url);
  const sinceMs = Date.now();
  await link();
  await link();
  await receiver.received(2);
  const rows = await settled(endpointId, "delivered", 2);
  await webhooks.redeliver(rows[0]?.id ?? "");
  await receiver.received(3);
  await settled(endpointId, "delivered", 2);
  assert.equal(await webhooks.redeliverBetween(endpointId, sinceMs, Date.now() + 1), 2);
  await receiver.received(5);
  const ids = receiver.got.map(({ headers }) => headers["webhook-id"]);
  assert.deepEqual([...new Set(ids)].length, 2);
  assert.deepEqual(
    receiver.got.map(({ headers }) => headers["countersign-redelivery"] === "true"),
    [false, false, true, true, true],
  );
  await webhooks.remove(endpointId);
});

test("WH11: a range is sent again to its end, however many events it has", async (t) => {
  const receiver = await startReceiver(t);
  const { id: endpointId } = await add(receiver.url, "standard", ["rules.stale"]);
  // Nobody needs to receive them all.
  await webhooks.change(endpointId, { enabled: false });
  const sinceMs = Date.now();
  const { organizationId } = caller;
  const about = { organizationId, environment: "sandbox", data: { revision: "r" } } as const;
  await store.transaction(async (inner) => {
    for (let count = 0; count < 1_201; count++)
      await events.emit(inner, { type: count < 1_200 ? "rules.updated" : "rules.stale", ...about });
  });
  assert.equal(await webhooks.redeliverBetween(endpointId, sinceMs, Date.now() + 1), 1);
  await webhooks.change(endpointId, { events: ["*"] });
  assert.equal(await webhooks.redeliverBetween(endpointId, sinceMs, Date.now() + 1), 1_201);
  await webhooks.remove(endpointId);
});

test("an event is written with its change or not at all", async () => {
  const before = await store.outbox.between(
    caller,
    { sinceMs: 0, untilMs: Date.now() + 1 },
    10_000,
  );
  const { id } = await link();
  await assert.rejects(
    store.transaction(async (inner) => {
      const connection = (await inner.connections.find(id)) ?? assert.fail();
      await events.emit(inner, { type: "connection.updated", connection });
      throw new Error("rolled back");
    }),
    /rolled back/,
  );
  const now = await store.outbox.between(caller, { sinceMs: 0, untilMs: Date.now() + 1 }, 10_000);
  assert.deepEqual(
    now.slice(before.length).map(({ type, sequence }) => [type, sequence]),
    [["connection.created", 1]],
  );
});

test("an event of an account deleted meanwhile is delivered without what was the account's", async (t) => {
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const receiver = await startReceiver(t, (response) => void released.then(() => response.end()));
  const { id: endpointId } = await add(receiver.url);
  const { id } = await link();
  await connections.put(newSession(caller, { upstreamUserId: String(lastUser), name: "canary" }));
  await receiver.received(1);
  await connections.delete(id);
  release();
  await receiver.received(3);
  assert.deepEqual(receiver.types(), [
    "connection.created",
    "connection.updated",
    "connection.disconnected",
  ]);
  assert.doesNotMatch(receiver.got[1]?.body ?? "", /canary|userData/);
  await webhooks.remove(endpointId);
});

test("a receiver that stays silent does not hold up the end, and is told at the next start, as if never tried", async (t) => {
  const silent = await startReceiver(t, () => undefined);
  const own = await startWithWebhooks(t, systemClock);
  const { id: endpointId } = await own.add(silent.url);
  await own.connections.put(newSession(own.caller));
  await silent.received(1);
  await own.webhooks.close();
  const [waiting] = await own.store.deliveries.list({ endpointId, limit: 1, offset: 0 });
  assert.deepEqual([waiting?.state, waiting?.attempts], ["due", 0]);
  await startWithWebhooks(t, systemClock, { store: own.store });
  await silent.received(2);
  const ids = silent.got.map(({ headers }) => headers["webhook-id"]);
  assert.equal(new Set(ids).size, 1);
});

function permissionsToldTo({ got }: { readonly got: readonly { readonly body: string }[] }) {
  return got.map(({ body }) => {
    const { data } = JSON.parse(body) as { data: { connection: { permissions: string[] } } };
    return data.connection.permissions;
  });
}

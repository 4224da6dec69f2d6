import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { systemClock } from "../../gateway/clock.ts";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { newSession } from "../connections/test-connections.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { startTestGateway } from "../support/gateway.ts";
import { startReceiver, type Received } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

const SECRET = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
const OTHER = `whsec_${Buffer.alloc(24, 8).toString("base64")}`;

const receiver = await startReceiver({ after });
const declared = {
  name: "ledger",
  environment: "sandbox",
  url: receiver.url,
  events: ["connection.paused"],
  form: "standard",
  secret: SECRET,
} as const;
const isBy = (secret: string, { body, headers }: Received) => {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

test("an endpoint of the configuration is told with the secret that stands there, and changed there alone", async (t) => {
  const gateway = await startTestGateway(t, { webhooks: { endpoints: [declared] } });
  const admin = async (method: string, path: string, body: object = {}) => {
    const answer = await fetch(`${gateway.adminUrl}/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${gateway.adminToken}`,
        ...(method !== "GET" && method !== "DELETE" && { "content-type": "application/json" }),
      },
      ...(method !== "GET" && method !== "DELETE" && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const { list } = JSON.parse((await admin("GET", "/webhooks")).text) as {
    list: { id: string; declaredAs: string }[];
  };
  const [endpoint] = list;
  assert.equal(endpoint?.declaredAs, "ledger");
  const path = `/webhooks/${endpoint.id}`;
  for (const refused of [
    await admin("PATCH", path, { url: "http://127.0.0.1:1/" }),
    await admin("PATCH", path, { enabled: false }),
    await admin("POST", `${path}/rotate`, { overlapHours: 1 }),
    await admin("DELETE", path),
  ]) {
    assert.equal(refused.status, 409);
    assert.match(refused.text, /declared in .*configuration.*`ledger`/);
  }
  assert.equal((await admin("PATCH", path, { enabled: true })).status, 200);
  await admin("POST", `/connections/${gateway.sandbox.fan}/pause`);
  await receiver.received(1);
  assert.ok(isBy(SECRET, receiver.got[0] ?? assert.fail()));
  assert.ok(!gateway.log().includes(SECRET));
});

test("what the file says later holds: a new secret takes over, another URL is used, a name that is gone is forgotten", async (t) => {
  const { webhooks, store, connections, caller } = await startWithWebhooks(t, systemClock);
  const [first, second] = [await startReceiver(t), await startReceiver(t)];
  const entry = { ...declared, events: ["*"], url: first.url };
  await webhooks.declare([entry, { ...entry, name: "lost", organization: "nobody" }]);
  await connections.put(newSession(caller, { upstreamUserId: "1" }));
  await first.received(1);
  await webhooks.declare([{ ...entry, url: second.url, secret: OTHER }]);
  assert.equal((await store.webhookEndpoints.list({})).length, 1);
  await connections.put(newSession(caller, { upstreamUserId: "2" }));
  await second.received(1);
  const [told] = second.got;
  assert.ok(told);
  assert.deepEqual([isBy(SECRET, told), isBy(OTHER, told)], [true, true]);
  await webhooks.declare([]);
  assert.deepEqual(await store.webhookEndpoints.list({}), []);
});

test("`config diff` and a dry run say what would become of declared endpoints, running or not, and no secret", async (t) => {
  const folder = await makeFolder(t);
  const other = { ...declared, name: "other", secret: OTHER };
  const write = (name: string, endpoints: readonly object[]) =>
    folder.drop(name, { limits: { maxLagMs: 60_000 }, webhooks: { endpoints } });
  await write("gateway.json", [declared, other]);
  await write("next.json", [
    { ...declared, secret: OTHER },
    { ...declared, name: "third" },
  ]);
  const [config, next] = ["gateway.json", "next.json"].map((name) => join(folder.path, name));
  assert.ok(config !== undefined && next !== undefined);
  const gateway = await startTestGateway(t, {}, { config });
  const cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir, CONFIG: config });
  const diff = async (...args: readonly string[]) =>
    ((await cli.json(0, "config", "diff", ...args)) as { declared: object[] }).declared;
  const expected = [
    { action: "change", kind: "webhook", name: "ledger" },
    { action: "create", kind: "webhook", name: "third" },
    { action: "remove", kind: "webhook", name: "other" },
  ];
  assert.deepEqual(await diff(), []);
  assert.deepEqual(await diff(next), expected);
  await write("gateway.json", [{ ...declared, url: "http://127.0.0.1:1/" }, other]);
  const tried = await cli.run("reload", "--dry-run");
  assert.match(tried.stdout + (await cli.run("reload")).stdout, /change webhook ledger/);
  await write("gateway.json", [declared, other]);
  await cli.run("reload");
  await gateway.close();
  assert.deepEqual(await diff(next), expected);
  for (const secret of [SECRET, OTHER]) assert.ok(!cli.said().includes(secret));
});

test("a declaration that could never work is refused with the configuration", async (t) => {
  const live = { ...declared, environment: "live", url: "http://127.0.0.1/" };
  await assert.rejects(
    startTestGateway(t, { webhooks: { endpoints: [declared, live] } }),
    /called `ledger` already[\s\S]*not https|not https[\s\S]*called `ledger` already/,
  );
});

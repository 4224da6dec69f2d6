import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Webhook } from "standardwebhooks";
import { startTestGateway } from "../support/gateway.ts";
import { startReceiver } from "./receiver.ts";

const gateway = await startTestGateway({ after });
const receiver = await startReceiver({ after });

async function admin(method: string, path: string, body?: object) {
  const response = await fetch(`${gateway.adminUrl}/admin${path}`, {
    method,
    headers: {
      authorization: `Bearer ${gateway.adminToken}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
}

test("an endpoint is made, told of a pause, shown with its deliveries, and removed; its secret is said once", async () => {
  const asked = { environment: "sandbox", url: receiver.url, events: ["connection.paused"] };
  const made = await admin("POST", "/webhooks", asked);
  assert.equal(made.status, 201, made.text);
  const [id, secret] = [String(made.body["id"]), String(made.body["secret"])];
  await admin("POST", `/connections/${gateway.sandbox.fan}/pause`);
  await admin("POST", `/connections/${gateway.sandbox.fan}/resume`);
  await receiver.received(1);
  const [told] = receiver.got;
  new Webhook(secret).verify(told?.body ?? "", told?.headers as Record<string, string>);
  assert.deepEqual(receiver.types(), ["connection.paused"]);

  const deliveries = await admin("GET", `/webhooks/${id}/deliveries`);
  const [delivery] = deliveries.body["list"] as Record<string, unknown>[];
  assert.equal(delivery?.["eventId"], told?.headers["webhook-id"]);
  const again = await admin("POST", `/webhooks/${id}/redeliver`, { since: "2020-01-01T00:00:00Z" });
  assert.deepEqual(again.body, { events: 1 });
  const shown = await admin("GET", `/connections/${gateway.sandbox.fan}`);
  assert.equal(shown.body["state"], "active");
  const audit = await admin("GET", "/audit?limit=1000");
  for (const text of [
    audit.text,
    deliveries.text,
    gateway.log(),
    (await admin("GET", "/webhooks")).text,
  ])
    assert.ok(!text.includes(secret.slice(6)), "G: the secret is nowhere after");
  assert.match(audit.text, /webhook\.create/);
  assert.match(audit.text, /webhook\.redeliver/, "WH11: who asked for it again is on record");
  assert.match(await gateway.metrics(), /^countersign_webhook_lag_seconds /m);
  assert.equal((await admin("DELETE", `/webhooks/${id}`)).status, 204);
  assert.equal((await admin("GET", `/webhooks/${id}`)).status, 404);
});

test("a live endpoint on this machine, an unknown event and an unknown member are refused", async () => {
  const live = { environment: "live", url: receiver.url };
  for (const body of [
    live,
    { ...live, environment: "sandbox", events: ["connection.eaten"] },
    { ...live, environment: "sandbox", secret: "mine" },
    { environment: "sandbox", url: "http://10.0.0.1/" },
  ])
    assert.equal((await admin("POST", "/webhooks", body)).status, 400, JSON.stringify(body));
});

test("an app sees what became of a connection, and what can be done", async () => {
  const path = `/v2/account/connections/${gateway.sandbox.creator}`;
  await admin("POST", `/connections/${gateway.sandbox.creator}/pause`);
  const response = await fetch(gateway.url + path, { headers: { apikey: gateway.sandbox.apiKey } });
  const { state, nextActions, history } = (await response.json()) as Record<string, unknown>;
  assert.equal(state, "paused");
  assert.deepEqual(nextActions, ["Resume the connection, or wait until its operator does."]);
  const [last] = history as Record<string, unknown>[];
  assert.deepEqual([last?.["from"], last?.["to"], last?.["by"]], ["active", "paused", "operator"]);
});

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { learn, LEARNING_SAMPLES, NOTHING } from "../../gateway/drift/learned.ts";
import { shapeOf } from "../../gateway/drift/shape.ts";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { openTestStore, temporaryFolder } from "../store/test-store.ts";
import { startSignedGateway } from "../support/gateway.ts";
import { startReceiver } from "../webhooks/receiver.ts";

const ENDPOINT = "GET /v2/access/users/:userId";

test("an upstream that answers otherwise is seen, told of, reported, kept over a restart, and accepted", async (t) => {
  let user: object = { id: 7, username: "secret-canary", subscribePrice: 5 };
  const upstream = createServer((_request, response) => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(user));
  });
  upstream.listen(0, "127.0.0.1");
  await once(upstream, "listening");
  t.after(() => {
    upstream.closeAllConnections();
    upstream.close();
  });
  const origin = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const dataDir = temporaryFolder(t);
  const store = await openTestStore(t, dataDir);
  let learned = NOTHING;
  for (let count = 0; count < LEARNING_SAMPLES; count++)
    learned = learn(learned, shapeOf(user)).after;
  await store.meta.set(`drift.sandbox ${ENDPOINT}`, JSON.stringify(learned));
  await store.close();
  const env = { DATA_DIR: dataDir, PORT: "0", ADMIN_PORT: "0" };
  const gateway = await startSignedGateway(t, origin, {}, { env });
  const cli = createInnerCommandLine({ DATA_DIR: dataDir });
  const receiver = await startReceiver(t);
  const hook = ["webhooks", "add", receiver.url, "--environment", "sandbox"];
  await cli.json(0, ...hook, "--events", "upstream.drift");
  const ask = async (path: string): Promise<void> => {
    const headers = { apikey: gateway.sandbox.apiKey, "x-connection-id": gateway.sandbox.creator };
    const response = await fetch(`${gateway.url}/v2/access/${path}`, { headers });
    assert.equal(response.status, 200, await response.text());
  };

  await ask("users/list?userIds=7");
  assert.match((await cli.run("drift", "list")).stdout, /users\/list +1 +learning +0\n/);
  await ask("proxy/users/7");
  user = { id: 7, username: "secret-canary", subscribePrice: { amount: 5 }, badge: "gold-canary" };
  await ask("users/7");
  await ask("users/7");
  await receiver.received(1);
  const { type, data } = JSON.parse(receiver.got[0]?.body ?? "") as { type: string; data: object };
  const changes = [
    { place: "subscribePrice", kind: "type", was: ["number"], is: ["object"] },
    { place: "badge", kind: "new", was: [], is: ["string"] },
  ];
  assert.deepEqual([type, data], ["upstream.drift", { endpoint: ENDPOINT, changes }]);
  const counted = /upstream_drift_total\{environment="sandbox",endpoint="GET [^"]+"\} 2\n/;
  assert.match(await gateway.metrics(), counted);
  const shown = await cli.run("drift", "show", "sandbox", ENDPOINT);
  assert.equal(shown.code, 2);
  assert.match(shown.stdout, /subscribePrice +type +number +object/);
  const accepted = await cli.json(0, "drift", "accept", "sandbox", ENDPOINT);
  assert.deepEqual((accepted as { changes: unknown }).changes, []);
  assert.equal((await cli.run("drift", "accept", "sandbox", "GET /nothing")).code, 2);

  await gateway.close();
  const again = await startSignedGateway(t, origin, {}, { env });
  const kept = await cli.json(0, "drift", "show", "sandbox", ENDPOINT);
  assert.equal((kept as { samples: number }).samples, LEARNING_SAMPLES + 1);
  assert.doesNotMatch(cli.said() + gateway.log() + again.log(), /canary/);
  assert.equal(receiver.got.length, 1);
});

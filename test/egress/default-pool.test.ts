import assert from "node:assert/strict";
import { test } from "node:test";
import { session, startAccountGateway, textIn } from "../api/account-gateway.ts";
import { startConnectProxy, type TestProxy } from "../support/egress-proxies.ts";

const memberOf = ({ egress: { host, port } }: TestProxy, id: string) => ({
  members: [{ id, kind: "connect", host, port }],
});

test("the only pool serves exchanges and the gateway's own calls, whatever it is called", async (t) => {
  const proxy = await startConnectProxy(t);
  const { one, call, access, admin } = await startAccountGateway(t, {
    egress: { pools: { paris: memberOf(proxy, "paris-1") } },
  });
  const imported = await call(one, "POST", "/v2/account/connections/import", session("600"));
  const id = textIn(imported.body, "id");
  const checked = await admin("POST", `/connections/${id}/check`);
  assert.equal(checked.status, 200, checked.text);
  assert.ok(proxy.destinations.length > 0, "the check left through the proxy");
  assert.equal((await admin("GET", `/connections/${id}`)).body["egressId"], "paris-1");
  assert.equal((await access(one, id)).status, 200);
});

test("of several pools `egress.defaultPool` says which one they take", async (t) => {
  const [idle, busy] = [await startConnectProxy(t), await startConnectProxy(t)];
  const { one, call, admin } = await startAccountGateway(t, {
    egress: {
      defaultPool: "second",
      pools: { first: memberOf(idle, "first-1"), second: memberOf(busy, "second-1") },
    },
  });
  const imported = await call(one, "POST", "/v2/account/connections/import", session("601"));
  const id = textIn(imported.body, "id");
  assert.equal((await admin("POST", `/connections/${id}/check`)).status, 200);
  assert.equal((await admin("GET", `/connections/${id}`)).body["egressId"], "second-1");
  assert.ok(busy.destinations.length > 0);
  assert.deepEqual(idle.destinations, []);
});

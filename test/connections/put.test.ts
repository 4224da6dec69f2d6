import assert from "node:assert/strict";
import { test } from "node:test";
import { newSession, savedCookies, startConnections } from "./test-connections.ts";

test("the same account again renews its connection, keeps its ID and revives it", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  await connections.session(id);
  await connections.setEgress(id, "proxy-1");
  await connections.setState(id, "revoked", "owner");
  const renewed = await connections.put(
    newSession(caller, { cookie: "sess=second; auth_id=7", permissions: ["chats:read"] }),
  );
  assert.equal(renewed.id, id);
  assert.equal(renewed.egressId, "proxy-1");
  const { grant } = await connections.resolve(caller, id);
  assert.deepEqual(grant.permissions, new Set(["chats:read"]));
  assert.equal((await connections.session(id)).cookies.get("sess"), "second");
  assert.equal(await savedCookies(store, id), "sess=second; auth_id=7");
});

test("an unsaved change of the session before is not carried into the one that replaced it", async (t) => {
  const { connections, store, clock, caller, id } = await startConnections(t);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=of-the-old"]), undefined);
  await connections.put(newSession(caller, { cookie: "sess=second" }));
  clock.advance(5000);
  await connections.close();
  assert.equal(await savedCookies(store, id), "sess=second");
});

test("two links of one account at the same time make one connection", async (t) => {
  const { connections, caller } = await startConnections(t);
  const put = (cookie: string) =>
    connections.put(newSession(caller, { upstreamUserId: "8", cookie }));
  const [first, second] = await Promise.all([put("sess=a"), put("sess=b")]);
  assert.equal(first.id, second.id);
});

test("J03: a session cannot be put for another organization's app", async (t) => {
  const { connections, caller } = await startConnections(t);
  for (const changes of [{ organizationId: "org_other" }, { environment: "live" } as const]) {
    await assert.rejects(connections.put(newSession({ ...caller, ...changes })), {
      code: "RESOURCE_NOT_FOUND",
    });
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, newSession, startConnections } from "./test-connections.ts";

test("a deleted connection's data key is destroyed, and its sealed session with it", async (t) => {
  const { connections, store, id } = await startConnections(t);
  assert.notEqual(await store.dataKeys.findOf(id), undefined);
  await connections.delete(id);
  assert.equal(await store.dataKeys.findOf(id), undefined);
  assert.equal(await store.sessions.find(id), undefined);
  await assert.rejects(async () => connections.session(id), { code: "SESSION_NOT_PROVIDED" });
});

test("an invalidated connection has no session left, in memory or in the store, and says when it ended", async (t) => {
  const { connections, store, caller, clock, id } = await startConnections(t);
  await connections.session(id);
  await connections.invalidate(id);
  assert.equal(await store.sessions.find(id), undefined);
  for (const service of [connections, fresh(store)]) {
    await assert.rejects(async () => service.session(id), { code: "SESSION_EXPIRED" });
    await assert.rejects(async () => service.resolve(caller, id), { code: "SESSION_EXPIRED" });
  }
  const row = await store.connections.find(id);
  assert.deepEqual([row?.state, row?.expiredAt], ["expired", clock.now()]);
});

test("a change that was on its way does not bring an invalidated session back", async (t) => {
  const { connections, store, clock, id } = await startConnections(t);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=late"]), undefined);
  await connections.invalidate(id);
  clock.advance(5000);
  await connections.close();
  assert.equal(await store.sessions.find(id), undefined);
});

test("invalidating what its owner revoked leaves it revoked; an import cannot bring it back, its owner can", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  await connections.setState(id, "revoked", "owner");
  await connections.invalidate(id);
  assert.equal((await store.connections.find(id))?.state, "revoked");
  const imported = { clientReferenceId: undefined, basis: "contract", digest: "0" };
  await assert.rejects(connections.put(newSession(caller, { imported })), {
    code: "CONFLICT",
    details: {
      reason: "revoked",
      nextActions: ["Ask the account owner to link the account again."],
    },
  });
  assert.equal((await connections.put(newSession(caller))).state, "active");
});

test("CR01: a deletion that a crash broke off after the key was destroyed is finished at the next start", async (t) => {
  const { store, caller, id } = await startConnections(t);
  await store.meta.set(`delete.${id}`, "begun");
  await store.dataKeys.removeOf(id);
  const next = fresh(store);
  await next.finishDeletions();
  assert.equal(await store.connections.find(id), undefined);
  assert.equal((await store.meta.list("delete.")).size, 0);
  await assert.rejects(async () => next.resolve(caller, id), { code: "SESSION_NOT_PROVIDED" });
});

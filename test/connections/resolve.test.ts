import assert from "node:assert/strict";
import { test } from "node:test";
import type { ConnectionState } from "../../gateway/connections/life.ts";
import { publishedStatus } from "../../gateway/connections/published-status.ts";
import { GatewayError, problem } from "../../gateway/errors.ts";
import { addTenant } from "../store/test-store.ts";
import { fresh, newSession, startConnections } from "./test-connections.ts";

test("a connection is found with the app's grant, the second time without a promise", async (t) => {
  const { connections, caller, id } = await startConnections(t);
  const { connection, grant } = await connections.resolve(caller, id);
  assert.equal(connection.username, "creator");
  assert.deepEqual(grant, {
    connectionId: id,
    appId: caller.appId,
    permissions: new Set(["posts:read"]),
  });
  assert.ok("grant" in connections.resolve(caller, id));
});

test("J01: missing, malformed, unknown, foreign, other-environment and ungranted read exactly alike", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  const other = await addTenant(store, "other");
  const live = { ...caller, environment: "live" } as const;
  const attempts = [
    [caller, undefined],
    [caller, ""],
    [caller, "conn_x"],
    [caller, `conn_${"0".repeat(24)}`],
    [other, id],
    [live, id],
    [{ ...caller, appId: "app_other" }, id],
    [caller, `${id} ${id}`],
  ] as const;
  await connections.resolve(caller, id);
  const bodies = await Promise.all(
    attempts.map(async ([from, connectionId]) => {
      try {
        await connections.resolve(from, connectionId);
        return "found";
      } catch (error) {
        assert.ok(error instanceof GatewayError);
        return problem(error, "req_1", "/");
      }
    }),
  );
  assert.equal((bodies[0] as { code?: string }).code, "SESSION_NOT_PROVIDED");
  for (const body of bodies) assert.deepEqual(body, bodies[0]);
});

test("J05: one upstream account in two organizations is two connections that never meet", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  const other = await addTenant(store, "other");
  const session = newSession(other, { cookie: "sess=theirs; auth_id=7" });
  const theirs = await connections.put(session);
  assert.notEqual(theirs.id, id);
  await connections.setState(theirs.id, "paused", "operator");
  await connections.absorb(theirs.id, ["sess=changed"]);
  const { connection } = await connections.resolve(caller, id);
  assert.equal(connection.state, "active");
  assert.equal((await connections.session(id)).cookies.get("sess"), "first");
});

test("every state but active is SESSION_EXPIRED with its reason and what to do", async (t) => {
  const { connections, caller, id } = await startConnections(t);
  const states: readonly ConnectionState[] = [
    "expired",
    "awaiting_2fa",
    "challenged",
    "paused",
    "disconnected",
    "revoked",
  ];
  for (const state of states) {
    await connections.setState(id, state, "test");
    await assert.rejects(
      async () => connections.resolve(caller, id),
      (error: GatewayError) => {
        assert.equal(error.code, "SESSION_EXPIRED");
        assert.equal(error.details.reason, state);
        assert.ok((error.details.nextActions?.length ?? 0) > 0);
        return true;
      },
    );
  }
  assert.deepEqual(await connections.countByState(), new Map([["revoked", 1]]));
});

test("a change of state is in force when it returns, and a pause can be lifted", async (t) => {
  const { connections, caller, id } = await startConnections(t);
  await connections.resolve(caller, id);
  await connections.setState(id, "paused", "operator");
  await assert.rejects(async () => connections.resolve(caller, id), { code: "SESSION_EXPIRED" });
  await connections.setState(id, "active", "operator");
  await connections.resolve(caller, id);
});

test("what is revoked stays revoked whatever the upstream says later, and has no session", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  await connections.session(id);
  await connections.setState(id, "revoked", "owner");
  await connections.setState(id, "active", "probe");
  await connections.setState(id, "expired", "upstream");
  for (const service of [connections, fresh(store)]) {
    await assert.rejects(async () => service.session(id), { code: "SESSION_EXPIRED" });
    await assert.rejects(async () => service.resolve(caller, id), { code: "SESSION_EXPIRED" });
  }
  await connections.absorb(id, ["sess=late"]);
});

test("G17: a state set by another process is in force within a second", async (t) => {
  const { connections, store, clock, caller, id } = await startConnections(t);
  await connections.resolve(caller, id);
  await fresh(store).setState(id, "revoked", "owner");
  clock.advance(1000);
  await assert.rejects(async () => connections.resolve(caller, id), { code: "SESSION_EXPIRED" });
});

test("the outbound proxy chosen for a connection is kept on it", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  await connections.resolve(caller, id);
  await connections.setEgress(id, "proxy-1");
  for (const service of [connections, fresh(store)]) {
    assert.equal((await service.resolve(caller, id)).connection.egressId, "proxy-1");
  }
});

test("clients of the published API see three statuses", () => {
  assert.equal(publishedStatus("active"), "active");
  assert.equal(publishedStatus("awaiting_2fa"), "awaiting_2fa");
  for (const state of ["expired", "challenged", "paused", "revoked", "disconnected"] as const) {
    assert.equal(publishedStatus(state), "expired");
  }
});

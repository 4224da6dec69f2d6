import assert from "node:assert/strict";
import { test } from "node:test";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { fresh, newSession, savedCookies, startConnections } from "./test-connections.ts";

test("the session comes back as it was put, the second time without a promise", async (t) => {
  const { connections, store, id } = await startConnections(t);
  const session = await fresh(store).session(id);
  assert.equal(session.userAgent, "agent/1");
  assert.equal(session.xBc, "0123abcd");
  assert.equal(session.upstreamUserId, "7");
  assert.equal(session.cookies.header(), "sess=first; auth_id=7; lang=en");
  const loaded = await connections.session(id);
  assert.equal(connections.session(id), loaded);
});

test("a changed session cookie counts at once and is saved when the promise resolves", async (t) => {
  const { connections, store, id } = await startConnections(t);
  for (const name of ["sess", "auth_id", "auth_uid_7", "fp", "st", "csrf"]) {
    await connections.session(id);
    const saved = connections.absorb(id, [`${name}=new`]);
    const session = await connections.session(id);
    assert.equal(session.cookies.get(name), "new");
    assert.ok(saved instanceof Promise);
    await saved;
    assert.match(await savedCookies(store, id), new RegExp(`${name}=new`));
  }
});

test("what changes nothing is not saved", async (t) => {
  const { connections, id, clock } = await startConnections(t);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["sess=first", "lang=en"]), undefined);
  assert.equal(clock.pending(), 0);
});

test("other cookies are saved together within five seconds", async (t) => {
  const { connections, store, clock, id } = await startConnections(t);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=de"]), undefined);
  clock.advance(3000);
  assert.equal(connections.absorb(id, ["ref_src=x"]), undefined);
  assert.doesNotMatch(await savedCookies(store, id), /lang=de/);
  clock.advance(2000);
  await connections.close();
  assert.match(await savedCookies(store, id), /lang=de; ref_src=x/);
  assert.equal((await store.connections.find(id))?.sessionVersion, 2);
});

test("closing saves what is unsaved", async (t) => {
  const { connections, store, id } = await startConnections(t);
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=de"]), undefined);
  await connections.close();
  assert.match(await savedCookies(store, id), /lang=de/);
});

test("many changes at once are few saves, and each promise keeps its word", async (t) => {
  const { connections, store, id } = await startConnections(t);
  await connections.session(id);
  const change = async (index: number) => connections.absorb(id, [`sess=v${index}`]);
  await Promise.all(Array.from({ length: 50 }, (_, index) => change(index)));
  assert.match(await savedCookies(store, id), /sess=v49/);
  assert.ok(((await store.connections.find(id))?.sessionVersion ?? 99) <= 3);
});

test("two writers: each cookie is its latest writer's, and none is lost", async (t) => {
  const { connections: first, store, id } = await startConnections(t);
  const second = fresh(store);
  await Promise.all([first.session(id), second.session(id)]);
  await first.absorb(id, ["sess=of-first", "st=of-first"]);
  await second.absorb(id, ["csrf=of-second", "st=of-second"]);
  await first.absorb(id, ["fp=of-first", "lang=; Max-Age=0"]);
  const expected = {
    auth_id: "7",
    csrf: "of-second",
    fp: "of-first",
    sess: "of-first",
    st: "of-second",
  };
  for (const service of [first, fresh(store)]) {
    const { cookies } = await service.session(id);
    assert.deepEqual(Object.fromEntries([...cookies.entries()].sort()), expected);
  }
});

test("two writers at the same time lose nothing", async (t) => {
  const { connections: first, store, id } = await startConnections(t);
  const second = fresh(store);
  await Promise.all([first.session(id), second.session(id)]);
  const change = async (writer: number, index: number) =>
    [first, second][writer]?.absorb(id, [`auth_${writer}=${index}`]);
  const turns = Array.from({ length: 20 }, (_, turn) => change(turn % 2, Math.floor(turn / 2)));
  await Promise.all(turns);
  assert.match(await savedCookies(store, id), /auth_0=9/);
  assert.match(await savedCookies(store, id), /auth_1=9/);
});

test("what changes while another writer's cookies are being taken over is not lost", async (t) => {
  const { connections: first, store, id } = await startConnections(t);
  const second = fresh(store);
  await Promise.all([first.session(id), second.session(id)]);
  await second.absorb(id, ["sess=of-second", "st=of-second"]);
  const saving = first.absorb(id, ["csrf=of-first"]);
  // It conflicts with the second's save, and this comes in between.
  const late = first.absorb(id, ["sess=late"]);
  await Promise.all([saving, late].map(async (saved) => saved));
  assert.equal((await first.session(id)).cookies.get("sess"), "late");
  assert.match(
    await savedCookies(store, id),
    /sess=late; .*st=of-second; csrf=of-first|csrf=of-first.*st=of-second/,
  );
});

test("what another process saved is taken over within a second", async (t) => {
  const { connections, store, clock, caller, id } = await startConnections(t);
  await connections.resolve(caller, id);
  await connections.session(id);
  await fresh(store).absorb(id, ["sess=elsewhere"]);
  clock.advance(1000);
  await connections.resolve(caller, id);
  assert.equal((await connections.session(id)).cookies.get("sess"), "elsewhere");
});

test("`sess=deleted` ends the connection", async (t) => {
  const { connections, store, caller, id } = await startConnections(t);
  await connections.session(id);
  await connections.absorb(id, ["sess=deleted; Max-Age=0"]);
  await assert.rejects(async () => connections.resolve(caller, id), { code: "SESSION_EXPIRED" });
  const row = await store.connections.find(id);
  assert.deepEqual([row?.state, row?.reason], ["expired", "signed_out"]);
});

test("a change that cannot be saved is reported, stays in force, and is saved later", async (t) => {
  const { store, clock, log, id } = await startConnections(t);
  let isFull = true;
  const transaction: typeof store.transaction = (work) =>
    isFull ? Promise.reject(new Error("disk full")) : store.transaction(work);
  const connections = createConnections({ store: { ...store, transaction }, clock, log });
  isFull = false;
  await connections.session(id);
  isFull = true;
  await assert.rejects(async () => connections.absorb(id, ["sess=next"]), /disk full/);
  assert.equal((await connections.session(id)).cookies.get("sess"), "next");
  isFull = false;
  clock.advance(5000);
  await connections.close();
  assert.match(await savedCookies(store, id), /sess=next/);
});

test("a session pushed out of memory before it was saved is not read back without its change", async (t) => {
  const { store, clock, log, caller, id } = await startConnections(t);
  const connections = createConnections({ store, clock, log, maxCached: 1 });
  const other = await connections.put(newSession(caller, { upstreamUserId: "8" }));
  await connections.session(id);
  assert.equal(connections.absorb(id, ["lang=de"]), undefined);
  await connections.session(other.id);
  assert.equal((await connections.session(id)).cookies.get("lang"), "de");
  await connections.close();
  assert.match(await savedCookies(store, id), /lang=de/);
});

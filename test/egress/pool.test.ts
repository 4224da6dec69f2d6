import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Egress } from "../../gateway/egress/egress.ts";
import { createEgresses, type PoolOptions } from "../../gateway/egress/pool.ts";
import { createFakeClock } from "../support/fake-clock.ts";

function poolOf(size: number, failover = false, name = "default"): PoolOptions {
  const members = Array.from({ length: size }, (_, index): Egress => ({
    id: `p${index}`,
    kind: "connect",
    host: "127.0.0.1",
    port: 1,
  }));
  return { name, members, failover };
}

function fixture(pool: PoolOptions) {
  const clock = createFakeClock();
  const egresses = createEgresses({ clock });
  egresses.setPools([pool]);
  const fail = (id: string, times = 5) => {
    for (let count = 0; count < times; count += 1) egresses.report(id, "failed");
  };
  const ejected = () => egresses.health().flatMap(({ id, isEjected }) => (isEjected ? [id] : []));
  return { clock, egresses, fail, ejected };
}

const connections = Array.from({ length: 1_000 }, (_, index) => `conn_${index}`);

test("connections spread over a pool, each to the same member whenever it is asked", () => {
  const pool = poolOf(10);
  const choices = connections.map((id) => fixture(pool).egresses.choose(pool, id, undefined).id);
  const again = connections.map((id) => fixture(pool).egresses.choose(pool, id, undefined).id);
  assert.deepEqual(choices, again);
  for (const { id } of pool.members) {
    const share = choices.filter((choice) => choice === id).length;
    assert.ok(share > 50 && share < 150, `${id} has ${share} of 1,000`);
  }
});

test("taking a member away moves only the connections it had", () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 9 }), (connectionId, gone) => {
      const pool = poolOf(10);
      const smaller = { ...pool, members: pool.members.filter((_, index) => index !== gone) };
      const { egresses } = fixture(pool);
      const before = egresses.choose(pool, connectionId, undefined).id;
      const after = egresses.choose(smaller, connectionId, undefined).id;
      if (before !== `p${gone}`) assert.equal(after, before);
    }),
  );
});

test("E26: a connection keeps its exit over 1,000 requests, a restart and a growing pool", () => {
  for (let round = 0; round < 1_000; round += 1)
    assert.equal(fixture(poolOf(10)).egresses.choose(poolOf(10), "conn_1", "p7").id, "p7");
  const grown = poolOf(20);
  assert.equal(fixture(grown).egresses.choose(grown, "conn_1", "p7").id, "p7");
});

test("E26: a connection keeps a proxy of another pool, but the machine itself only where it is a member", () => {
  const [first, other] = [poolOf(3), poolOf(0, true, "other")];
  const members = ["q0", "q1", "q2", "q3"].map((id) => ({ ...poolOf(1).members[0], id }) as Egress);
  const here = { ...poolOf(0), name: "here", members: [{ id: "here", kind: "direct" } as const] };
  const { egresses, fail } = fixture(first);
  egresses.setPools([first, { ...other, members }, here]);
  for (const id of connections) assert.equal(egresses.choose(first, id, "q1").id, "q1");
  assert.match(egresses.choose(first, "conn_1", "here").id, /^p[0-2]$/);
  assert.equal(egresses.choose(here, "conn_1", "here").id, "here");
  fail("q1");
  assert.match(egresses.choose(first, "conn_1", "q1").id, /^q[023]$/, "its own pool's failover");
});

test("E26: an exit that is no longer configured is replaced", () => {
  const pool = poolOf(3);
  assert.match(fixture(pool).egresses.choose(pool, "conn_1", "gone").id, /^p[0-2]$/);
});

test("E23: five failures in a row eject a member for 30 s, then for 60 s; a success wipes the record", () => {
  const { clock, egresses, fail, ejected } = fixture(poolOf(10, true));
  fail("p3", 4);
  egresses.report("p3", "ok");
  fail("p3", 4);
  assert.deepEqual(ejected(), []);
  fail("p3", 1);
  assert.deepEqual(ejected(), ["p3"]);
  clock.advance(29_999);
  assert.deepEqual(ejected(), ["p3"]);
  clock.advance(1);
  assert.deepEqual(ejected(), []);
  fail("p3");
  clock.advance(59_999);
  assert.deepEqual(ejected(), ["p3"]);
  clock.advance(1);
  egresses.report("p3", "ok");
  fail("p3");
  clock.advance(30_000);
  assert.deepEqual(ejected(), []);
});

test("E23: with failover a connection leaves an ejected exit, and only then", () => {
  const pool = poolOf(10, true);
  const { egresses, fail } = fixture(pool);
  const kept = egresses.choose(pool, "conn_1", undefined).id;
  fail(kept, 4);
  assert.equal(egresses.choose(pool, "conn_1", kept).id, kept);
  fail(kept, 1);
  const next = egresses.choose(pool, "conn_1", kept).id;
  assert.notEqual(next, kept);
  assert.equal(egresses.choose(pool, "conn_1", next).id, next, "it stays where it moved to");
});

test("E24: failover takes neither the machine itself for a proxy nor one ejected exit for another", () => {
  const members = [...poolOf(4).members, { id: "here", kind: "direct" } as const];
  const pool = { ...poolOf(0, true), members };
  const { egresses, fail, ejected } = fixture(pool);
  fail("p0");
  fail("p1");
  assert.deepEqual(ejected(), ["p0", "p1"]);
  for (const id of connections)
    assert.match(egresses.choose(pool, id, "p0").id, /^p[23]$/, "never `here`");
  const few = { ...pool, members: members.filter(({ id }) => !/^p[23]$/.test(id)) };
  for (const id of connections) assert.equal(egresses.choose(few, id, "p0").id, "p0");
});

test("without failover a connection stays with its dead exit", () => {
  const pool = poolOf(10, false);
  const { egresses, fail, ejected } = fixture(pool);
  fail("p2");
  assert.deepEqual(ejected(), ["p2"]);
  assert.equal(egresses.choose(pool, "conn_1", "p2").id, "p2");
});

test("E23: at most half of a pool is ejected, whatever happens", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 40_000 }))),
      (size, failures) => {
        const { clock, fail, ejected } = fixture(poolOf(size, true));
        for (const [member, passMs] of failures) {
          fail(`p${member}`);
          assert.ok(ejected().length <= Math.floor(size / 2));
          clock.advance(passMs);
        }
      },
    ),
  );
});

test("E24: when all of a pool fail, one of them is still chosen and never a direct connection", () => {
  const pool = poolOf(10, true);
  const { egresses, fail } = fixture(pool);
  for (const { id } of pool.members) fail(id);
  for (const id of connections) {
    const { kind } = egresses.choose(pool, id, undefined);
    assert.equal(kind, "connect");
  }
});

test("E24: an empty or unknown pool is an error of source egress, and never a direct connection", () => {
  const { egresses } = fixture(poolOf(0));
  assert.throws(() => egresses.choose(egresses.pool("default"), "conn_1", "direct"), {
    code: "PROXY_ERROR",
    source: "egress",
  });
  assert.throws(() => egresses.pool("other"), { code: "PROXY_ERROR", message: /"other"/ });
});

test("a new configuration keeps what is known of members that stay and forgets the others", () => {
  const { egresses, fail, ejected } = fixture(poolOf(10));
  fail("p1");
  fail("p9");
  egresses.setPools([poolOf(5)]);
  assert.deepEqual(ejected(), ["p1"]);
  egresses.setPools([poolOf(10)]);
  assert.deepEqual(ejected(), ["p1"]);
});

test("reports of an unknown egress are passed over", () => {
  const { egresses } = fixture(poolOf(1));
  egresses.report("__proto__", "failed");
  assert.deepEqual(egresses.health(), [{ id: "p0", isEjected: false, failures: 0 }]);
});

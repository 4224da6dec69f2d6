import assert from "node:assert/strict";
import test from "node:test";
import type { Egress } from "../../gateway/egress/egress.ts";
import { createEgresses, type PoolOptions } from "../../gateway/egress/pool.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const member = (id: string, changes: Partial<Egress> = {}): Egress => ({
  id,
  kind: "connect",
  host: "127.0.0.1",
  port: 1,
  ...changes,
});

function fixture(members: readonly Egress[], options: Partial<PoolOptions> = {}) {
  const pool: PoolOptions = { name: "default", members, failover: false, ...options };
  const egresses = createEgresses({ clock: createFakeClock() });
  egresses.setPools([pool]);
  const choose = (id: string, keptId?: string, country?: string) =>
    egresses.choose(pool, id, keptId, country);
  return { egresses, choose };
}

const ids = Array.from({ length: 12 }, (_, index) => `conn_${index}`);

test("with one connection a member each gets an address of its own, until there is no room", () => {
  const { egresses, choose } = fixture([member("a"), member("b"), member("c")], {
    maxConnectionsPerEgress: 1,
  });
  const given = ids.slice(0, 3).map((id) => choose(id).id);
  assert.equal(new Set(given).size, 3);
  assert.throws(() => choose("conn_late"), { code: "PROXY_ERROR", message: /no room left/ });
  assert.throws(() => egresses.assign("conn_late", "a"), { code: "CONFLICT" });
  egresses.note("conn_0", undefined);
  assert.equal(choose("conn_late").id, given[0], "a place that was left is given again");
});

test("places taken before a restart are taken after it", () => {
  const { egresses, choose } = fixture([member("a"), member("b")], { maxConnectionsPerEgress: 1 });
  egresses.note("conn_old", "a");
  assert.equal(choose("conn_new").id, "b");
  assert.equal(choose("conn_old", "a").id, "a");
});

test("a connection leaves from its country, at failover too, and from nowhere rather than elsewhere", () => {
  const members = [
    member("fr-1", { country: "FR" }),
    member("us-1", { country: "US" }),
    member("fr-2", { country: "FR" }),
    member("us-2", { country: "US" }),
  ];
  const { egresses, choose } = fixture(members, { failover: true });
  for (const id of ids) assert.match(choose(id, undefined, "FR").id, /^fr-/);
  for (let count = 0; count < 5; count += 1) egresses.report("us-1", "failed");
  for (const id of ids) assert.equal(choose(id, "us-1").id, "us-2");
  assert.throws(() => choose("conn_de", undefined, "DE"), {
    code: "PROXY_ERROR",
    message: /no outbound proxy in DE/,
  });
});

test("a pool that says no country serves all of them", () => {
  assert.equal(fixture([member("a")]).choose("conn_1", undefined, "DE").id, "a");
});

test("templates give each connection its own credentials, the same object each time", () => {
  const templated = member("a", {
    username: "user-{connectionId}-cc-{country}",
    password: "pw{connectionId}",
  });
  const { choose } = fixture([templated]);
  const own = choose("conn_1", "a", "FR");
  assert.deepEqual([own.username, own.password], ["user-conn_1-cc-FR", "pwconn_1"]);
  assert.equal(choose("conn_1", "a", "FR"), own, "by which kept-alive sockets are found");
  assert.equal(choose("conn_2", "a", "DE").username, "user-conn_2-cc-DE");
  assert.throws(() => choose("conn_3", "a"), { code: "PROXY_ERROR", message: /country/ });
});

test("a proxy that is named must be there", () => {
  const { egresses } = fixture([member("a")]);
  assert.throws(() => egresses.assign("conn_1", "b"), { code: "BAD_REQUEST" });
  egresses.assign("conn_1", "a");
  assert.equal(egresses.list()[0]?.connections, 1);
});

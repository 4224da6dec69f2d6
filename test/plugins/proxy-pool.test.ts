import assert from "node:assert/strict";
import test from "node:test";
import { createEgresses, type PoolOptions } from "../../gateway/egress/pool.ts";
import { GatewayError } from "../../gateway/errors.ts";
import proxyPool from "../../plugins/proxy-pool.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { exercise } from "../support/exercise.ts";

const member = (id: string) => ({ id, kind: "connect", host: "127.0.0.1", port: 1 }) as const;
const pool: PoolOptions = { name: "default", members: [member("a"), member("b")], failover: true };

async function fixture(egressId?: string, pools: readonly PoolOptions[] = [pool]) {
  const egresses = createEgresses({ clock: createFakeClock() });
  egresses.setPools(pools);
  const kept: unknown[] = [];
  const limits: unknown[] = [];
  const run = await exercise(proxyPool, {
    facts: { connection: { id: "conn_1", egressId, environment: "live" } },
    services: {
      egresses,
      holdOffs: { limited: (...call: unknown[]) => void limits.push(call) },
      connections: {
        setEgress: (...call: unknown[]) => {
          kept.push(call);
          return Promise.resolve();
        },
      },
    },
  });
  return { run, egresses, kept, limits };
}

test("a connection is given an outbound proxy once, and it is written down and logged", async () => {
  const { run, kept } = await fixture();
  await run.onRequest();
  const { id } = run.exchange.facts["egress"] as { id: string };
  assert.deepEqual(kept, [["conn_1", id]]);
  assert.deepEqual(
    run.logged.map(({ fields }) => fields),
    [{ connectionId: "conn_1", egressId: id }],
  );
  assert.equal((await run.onAttempt()).egress?.id, id);
});

test("E26: a kept proxy is used without writing anything", async () => {
  for (const id of ["a", "b"]) {
    const { run, kept } = await fixture(id);
    await run.onRequest();
    assert.equal((await run.onAttempt()).egress?.id, id);
    assert.deepEqual(kept, []);
  }
});

test("failures of the proxy count against it, failures of the upstream do not", async () => {
  const { run, egresses } = await fixture("a");
  await run.onRequest();
  await run.onError(new GatewayError("UPSTREAM_TIMEOUT", "Slow."));
  await run.onError(new GatewayError("PROXY_ERROR", "Dead."));
  assert.equal(egresses.health().find(({ id }) => id === "a")?.failures, 1);
});

test("E07: that the upstream limits the proxy's address is noted, with the time it asks for", async () => {
  const { run, limits } = await fixture("a");
  await run.onRequest();
  for (const answer of [{ status: 200 }, { status: 429, headers: { "retry-after": "5" } }]) {
    const { egress } = await run.onAttempt();
    assert.equal(egress?.id, "a");
    await run.onUpstreamResponse(answer);
  }
  assert.deepEqual(limits, [[member("a"), "live", 5]]);
});

test("an answer that came through a proxy wipes its failures", async () => {
  const { run, egresses } = await fixture("a");
  await run.onRequest();
  await run.onError(new GatewayError("EGRESS_TIMEOUT", "Slow."));
  await run.onAttempt();
  await run.onUpstreamResponse({ status: 503 });
  assert.equal(egresses.health().find(({ id }) => id === "a")?.failures, 0);
});

test("E24: without the pool or a member the exchange fails, and nothing goes out directly", async () => {
  for (const pools of [[], [{ ...pool, members: [] }]]) {
    const { run } = await fixture(undefined, pools);
    await assert.rejects(run.onRequest(), { code: "PROXY_ERROR", source: "egress" });
    assert.equal(run.exchange.facts["egress"], undefined);
  }
});

import assert from "node:assert/strict";
import test from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import accessLog from "../../plugins/access-log.ts";
import metrics from "../../plugins/metrics.ts";
import { createCanaries, findLeaks } from "../support/canaries.ts";
import { exercise } from "../support/exercise.ts";

const canaries = createCanaries(["query", "apikey", "cookie"]);
const [query = "", apikey = "", cookie = ""] = canaries.map(({ value }) => value);

test("access-log writes one line with ids and durations", async () => {
  const run = await exercise(accessLog, {
    facts: { caller: { keyId: "key_1", appId: "app_1" }, connection: { id: "conn_1" } },
    target: "/v2/access/self?x=1",
  });
  run.onComplete({ durationMs: 12.3456, upstreamMs: 10.01 });
  assert.equal(run.logged.length, 1);
  assert.deepEqual(JSON.parse(JSON.stringify(run.logged[0]?.fields)), {
    requestId: "req_test",
    method: "GET",
    route: "/v2/access",
    path: "/v2/access/self",
    status: 200,
    ending: "complete",
    durationMs: 12.3,
    upstreamMs: 10,
    upstreamStatus: 200,
    attempts: 1,
    bytesReceived: 0,
    bytesSent: 2,
    keyId: "key_1",
    appId: "app_1",
    connectionId: "conn_1",
  });
});

test("access-log works before any fact is known, and says code and source of an error", async () => {
  const run = await exercise(accessLog);
  run.onComplete({ status: 401, error: new GatewayError("UNAUTHORIZED", "No key.") });
  const fields = run.logged[0]?.fields as Record<string, unknown>;
  assert.equal(fields["code"], "UNAUTHORIZED");
  assert.equal(fields["source"], "caller");
  assert.equal(fields["err"], undefined, "what a caller did wrong needs no stack");
});

test("access-log keeps the cause of a failure for the operator", async () => {
  const run = await exercise(accessLog);
  const error = new GatewayError("PLUGIN_FAILED", "It failed.", { cause: new Error("why") });
  run.onComplete({ status: 500, error });
  assert.equal((run.logged[0]?.fields as Record<string, unknown>)["err"], error);
});

test("N01: access-log holds nothing of headers and query", async () => {
  const run = await exercise(accessLog, {
    target: `/v2/access/self?token=${query}`,
    headers: { apikey, cookie },
  });
  run.onComplete();
  assert.deepEqual(findLeaks({ log: JSON.stringify(run.logged) }, canaries), []);
});

test("metrics counts and times an exchange by route, method and status class", async () => {
  const run = await exercise(metrics);
  await run.onRequest();
  await run.onAttempt();
  await run.onAttempt("stale-rules");
  run.onComplete({ attempts: 2 });
  const by = '{route="/v2/access",method="GET",status="2xx"}';
  assert.deepEqual(Object.fromEntries(run.series), {
    'countersign_retries_total{reason="stale-rules"}': 1,
    [`countersign_exchange_duration_seconds${by}`]: 1,
    [`countersign_gateway_duration_seconds${by}`]: 1,
    [`countersign_upstream_duration_seconds${by}`]: 1,
    'countersign_attempts_total{route="/v2/access"}': 2,
    'countersign_answers_total{code="none",source="none"}': 1,
  });
});

test("metrics counts errors by code and source, and no upstream time where nothing was sent", async () => {
  const run = await exercise(metrics);
  await run.onRequest();
  run.onComplete({
    status: 401,
    attempts: 0,
    upstreamMs: 0,
    error: new GatewayError("UNAUTHORIZED", "No key."),
  });
  const names = [...run.series.keys()].join("\n");
  assert.match(names, /answers_total{code="UNAUTHORIZED",source="caller"}/);
  assert.doesNotMatch(names, /upstream_duration|attempts_total/);
});

test("J17: neither targets nor invented methods make new series", async () => {
  const series = new Set<string>();
  for (const [method, target] of [
    ["GET", "/v2/access/a?b"],
    ["GET", "/v2/access/c"],
    ["BREW", "/v2/access/d"],
    ["PROPFIND", "/v2/access/e"],
  ] as const) {
    const run = await exercise(metrics, { method, target });
    await run.onRequest();
    run.onComplete();
    for (const key of run.series.keys()) if (key.includes("exchange_duration")) series.add(key);
  }
  assert.equal(series.size, 2);
});

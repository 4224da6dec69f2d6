import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { methodLabel, statusLabel } from "../../gateway/observe/labels.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { ActiveRules } from "../../gateway/rules/rules.ts";

const now = Date.UTC(2026, 6, 1);

function metricsOf(t: TestContext) {
  const metrics = createMetrics({ clock: { ...systemClock, now: () => now } });
  t.after(metrics.close);
  return metrics;
}

const seriesOf = (text: string, name: string) =>
  text.split("\n").filter((line) => line.startsWith(name) && /[ {]/.test(line.charAt(name.length)));

test("counters, histograms and gauges of a plugin appear under the prefix", async (t) => {
  const { plugin, text } = metricsOf(t);
  plugin.counter("attempts_total", "Attempts.").add();
  plugin.counter("answers_total", "Answers.", ["code"]).add({ code: "OK" }, 2);
  plugin
    .histogram("countersign_wait_seconds", "Waits.", ["route"], [1, 2])
    .observe({ route: "/" }, 1.5);
  const depth = plugin.gauge("depth", "Depth.");
  depth.set({}, 9);
  depth.add({}, -2);
  const page = await text();
  assert.deepEqual(seriesOf(page, "countersign_attempts_total"), ["countersign_attempts_total 1"]);
  assert.deepEqual(seriesOf(page, "countersign_answers_total"), [
    'countersign_answers_total{code="OK"} 2',
  ]);
  assert.deepEqual(seriesOf(page, "countersign_wait_seconds_bucket"), [
    'countersign_wait_seconds_bucket{le="1",route="/"} 0',
    'countersign_wait_seconds_bucket{le="2",route="/"} 1',
    'countersign_wait_seconds_bucket{le="+Inf",route="/"} 1',
  ]);
  assert.deepEqual(seriesOf(page, "countersign_depth"), ["countersign_depth 7"]);
});

test("a name asked for again is the same series, and with another shape an error", async (t) => {
  const { plugin, text } = metricsOf(t);
  plugin.counter("things_total", "Things.", ["kind"]).add({ kind: "a" });
  plugin.counter("countersign_things_total", "Things.", ["kind"]).add({ kind: "a" });
  assert.deepEqual(seriesOf(await text(), "countersign_things_total"), [
    'countersign_things_total{kind="a"} 2',
  ]);
  assert.throws(
    () => plugin.counter("things_total", "Things.", ["other"]),
    /already a counter\(kind\)/,
  );
  assert.throws(() => plugin.gauge("things_total", "Things.", ["kind"]), /already a counter/);
});

test("J17: 10,000 random methods, statuses and paths add no series", async (t) => {
  const { plugin, text } = metricsOf(t);
  const exchanges = plugin.histogram("exchange_duration_seconds", "Exchanges.", [
    "route",
    "method",
    "status",
  ]);
  const observeAll = (rounds: number) => {
    for (let i = 0; i < rounds; i++) {
      const method = methodLabel(i % 8 === 0 ? randomBytes(4).toString("hex") : "GET");
      exchanges.observe({ route: "/v2/access", method, status: statusLabel(i % 1200) }, 0.01);
    }
  };
  observeAll(1200);
  const before = (await text()).split("\n").length;
  observeAll(10_000);
  assert.equal((await text()).split("\n").length, before);
});

test("J17: a plugin that labels by user gets 500 series and then `other`", async (t) => {
  const { plugin, text } = metricsOf(t);
  const counter = plugin.counter("visits_total", "Visits.", ["user"]);
  for (let i = 0; i < 10_000; i++) counter.add({ user: `u${i}` });
  const series = seriesOf(await text(), "countersign_visits_total");
  assert.equal(series.length, 501);
  assert.equal(series.at(-1), 'countersign_visits_total{user="other"} 9500');
});

test("undeclared labels are dropped and missing ones are empty", async (t) => {
  const { plugin, text } = metricsOf(t);
  plugin.counter("odd_total", "Odd.", ["kind"]).add({ user: "u1" });
  assert.deepEqual(seriesOf(await text(), "countersign_odd_total"), [
    'countersign_odd_total{kind=""} 1',
  ]);
});

test("gauges are read from their sources when scraped, and past label sets go", async (t) => {
  const { engine, text } = metricsOf(t);
  let revision = "1:a";
  const serving = (): ActiveRules => ({
    environment: "live",
    revision,
    scheme: "onlyfans",
    params: {},
    order: 1,
    builtAt: now - 90_000,
    acceptedAt: now,
    source: "test",
    sign: () => ({ set: {}, remove: [] }),
  });
  engine.readFrom({
    environments: {
      live: { name: "live", origin: "https://h", allowedOrigins: new Set(), scheme: "onlyfans" },
    },
    rules: { current: serving, pinned: () => "1:a" },
    connections: { countByState: () => Promise.resolve(new Map([["active", 3]])) },
  });
  engine.readFrom({
    egresses: {
      health: () => [
        { id: "a", isEjected: true, failures: 5 },
        { id: "b", isEjected: false, failures: 0 },
      ],
    },
    generations: () => [
      { id: 1, inFlight: 2, isCurrent: false },
      { id: 2, inFlight: 5, isCurrent: true },
    ],
    clientConnections: () => 11,
    replayBytes: () => 4096,
  });
  await text();
  revision = "2:b";
  const page = await text();
  for (const line of [
    'countersign_rules_age_seconds{environment="live"} 90',
    'countersign_rules_info{environment="live",scheme="onlyfans",revision="2:b"} 1',
    'countersign_rules_pinned{environment="live"} 1',
    'countersign_connections{state="active"} 3',
    'countersign_egresses{state="healthy"} 1',
    'countersign_egresses{state="ejected"} 1',
    "countersign_generation 2",
    'countersign_generation_exchanges_in_flight{generation="1"} 2',
    "countersign_client_connections_open 11",
    "countersign_replay_buffer_bytes 4096",
  ]) {
    assert.ok(page.split("\n").includes(line), line);
  }
  assert.equal(seriesOf(page, "countersign_rules_info").length, 1);
});

test("the engine's counters count", async (t) => {
  const { engine, text } = metricsOf(t);
  engine.rulesRejected("live");
  engine.reloaded("refused");
  engine.headRefused("URI_TOO_LONG");
  engine.pluginFailed("signer", "onAttempt");
  engine.upstreamPoisoned();
  engine.bodyTruncated("upstream");
  const page = await text();
  for (const line of [
    'countersign_rules_rejected_total{environment="live"} 1',
    'countersign_reloads_total{result="refused"} 1',
    'countersign_heads_refused_total{reason="URI_TOO_LONG"} 1',
    'countersign_plugin_errors_total{plugin="signer",phase="onAttempt"} 1',
    "countersign_upstream_connections_poisoned_total 1",
    'countersign_bodies_truncated_total{side="upstream"} 1',
  ]) {
    assert.ok(page.split("\n").includes(line), line);
  }
});

test("the process and its event loop are described", async (t) => {
  const { text, names } = metricsOf(t);
  const page = await text();
  for (const name of [
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "process_start_time_seconds",
    "nodejs_heap_size_used_bytes",
  ]) {
    const value = Number(seriesOf(page, name)[0]?.split(" ")[1]);
    assert.ok(value > 0, name);
    assert.ok(names().includes(name));
  }
  assert.equal(seriesOf(page, "countersign_event_loop_lag_seconds").length, 3);
});

test("a scrape before anything happened holds no value that is not a number", async (t) => {
  assert.doesNotMatch(await metricsOf(t).text(), / (NaN|Nan|undefined)$/m);
});

test("ten gateways in one process count apart", async (t) => {
  const all = Array.from({ length: 10 }, () => metricsOf(t));
  all.forEach(({ plugin }, i) => plugin.counter("n_total", "N.").add({}, i));
  const pages = await Promise.all(all.map(({ text }) => text()));
  pages.forEach((page, i) =>
    assert.deepEqual(seriesOf(page, "countersign_n_total"), [`countersign_n_total ${i}`]),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { AccountServices } from "../../gateway/account-services.ts";
import { systemClock } from "../../gateway/clock.ts";
import type { AdminActions } from "../../gateway/admin/running.ts";
import { startAdmin } from "../../gateway/admin/start-admin.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { Readiness } from "../../gateway/observe/readiness.ts";
import { isReady, serveAdmin, token } from "./server.ts";

test("J20: liveness touches nothing and readiness says what is missing", async (t) => {
  const notReady: Readiness = {
    ready: false,
    checks: [{ name: "store", ok: false, detail: "The disk is full." }],
    rules: [],
    feeds: [],
    warnings: ["Rules are old."],
  };
  const { url } = await serveAdmin(t, { ready: () => notReady });
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
  const answer = await fetch(`${url}/readyz`);
  assert.equal(answer.status, 503);
  assert.deepEqual(await answer.json(), notReady);
});

test("J20: a readiness check that throws makes it 500, and liveness stays", async (t) => {
  const { url } = await serveAdmin(t, {
    ready: () => {
      throw new Error("broken check");
    },
  });
  const answer = await fetch(`${url}/readyz`);
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /broken check/);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});

test("metrics are open, unless a token is configured", async (t) => {
  const open = await serveAdmin(t);
  const page = await fetch(`${open.url}/metrics`);
  assert.match(page.headers.get("content-type") ?? "", /text\/plain; version=0\.0\.4/);
  assert.match(await page.text(), /^process_cpu_seconds_total \d/m);
  const closed = await serveAdmin(t, { metricsToken: "a-metrics-token-1" });
  assert.equal((await fetch(`${closed.url}/metrics`)).status, 401);
  assert.equal((await closed.ask("/metrics")).status, 401);
  assert.equal((await closed.ask("/metrics", {}, "Bearer a-metrics-token-1")).status, 200);
  assert.equal((await closed.ask("/admin/rules", {}, "Bearer a-metrics-token-1")).status, 401);
});

test("the rules are listed with pins and rejections, and without their constants", async (t) => {
  const { ask } = await serveAdmin(t);
  const text = await (await ask("/admin/rules")).text();
  assert.doesNotMatch(text, /constant-canary/);
  assert.deepEqual(JSON.parse(text), {
    environments: [
      {
        environment: "live",
        current: "1:a",
        pinned: null,
        bans: [],
        awaiting: [],
        feeds: [],
        builds: [
          {
            revision: "1:a",
            scheme: "onlyfans",
            order: 1,
            builtAt: "1970-01-01T00:00:00.000Z",
            acceptedAt: "1970-01-01T00:00:00.000Z",
            source: "live/a.json",
          },
        ],
        rejections: [
          {
            source: "live/b.json",
            place: "/end",
            reason: "it is not hex",
            at: "1970-01-01T00:00:00.000Z",
          },
        ],
      },
    ],
  });
});

test("J12: actions reach the gateway and are put on record, who, what, on what and how it ended", async (t) => {
  const { ask, calls, acts } = await serveAdmin(t);
  const post = (path: string, body?: object) =>
    ask(path, {
      method: "POST",
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
  assert.deepEqual(await (await post("/admin/reload?dryRun=true")).json(), {
    dryRun: true,
    result: "applied",
    generation: 2,
    problems: [],
  });
  assert.equal((await post("/admin/reload")).status, 200);
  assert.equal((await post("/admin/rollback")).status, 200);
  assert.equal((await post("/admin/rules/live/pin", { revision: "1:a" })).status, 200);
  assert.equal((await post("/admin/rules/live/release")).status, 200);
  assert.deepEqual(calls, [
    ["reload", { dryRun: true }],
    ["reload", { dryRun: false }],
    ["rollback"],
    ["pin", "live", "1:a"],
    ["release", "live"],
  ]);
  assert.equal((await post("/admin/rules/live/pin", { revision: "9:z" })).status, 404);
  assert.deepEqual(
    acts.map(({ actor, action, target, outcome }) => [actor, action, target, outcome]),
    [
      ["admin", "reload", undefined, "ok"],
      ["admin", "reload", undefined, "ok"],
      ["admin", "rollback", undefined, "ok"],
      ["admin", "pin", "live", "ok"],
      ["admin", "release", "live", "ok"],
      ["admin", "pin", "live", "RESOURCE_NOT_FOUND"],
    ],
  );
  assert.ok(acts.every(({ requestId }) => requestId.startsWith("req_")));
});

test("a pin of an unknown build, environment or shape is refused", async (t) => {
  const { ask, calls } = await serveAdmin(t);
  const pin = (environment: string, body: object) =>
    ask(`/admin/rules/${environment}/pin`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  assert.equal((await pin("live", { revision: "9:z" })).status, 404);
  assert.equal((await pin("sandbox", { revision: "1:a" })).status, 404);
  assert.equal((await pin("moon", { revision: "1:a" })).status, 400);
  assert.equal((await pin("live", { revision: "1:a", force: true })).status, 400);
  assert.equal((await pin("live", {})).status, 400);
  assert.deepEqual(calls, []);
});

test("a port in use is named, with the setting to change", async (t) => {
  const { url } = await serveAdmin(t);
  const port = Number(new URL(url).port);
  const metrics = createMetrics({ clock: systemClock });
  t.after(metrics.close);
  await assert.rejects(
    startAdmin({
      host: "127.0.0.1",
      port,
      token,
      metrics,
      ready: () => isReady,
      actions: {} as AdminActions,
      accounts: { audit: {} } as AccountServices,
      clock: systemClock,
      log: createLog({ level: "silent", clock: systemClock, destination: { write: () => true } }),
    }),
    new RegExp(`127\\.0\\.0\\.1:${port}: the port is in use\\. Set ADMIN_HOST or ADMIN_PORT`),
  );
});

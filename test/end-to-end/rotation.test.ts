import assert from "node:assert/strict";
import { cp, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startTestGateway } from "../support/gateway.ts";
import { until } from "./until.ts";
import { call, command, startLoad, verdicts } from "./sandbox-script.ts";
import { makeScratch } from "../support/scratch.ts";

const FILE_DELAY_MS = 200;

async function startWithRulesFolder(t: TestContext) {
  const folder = makeScratch(t, "rules");
  await cp(fileURLToPath(new URL("../../rules", import.meta.url)), folder, { recursive: true });
  const gateway = await startTestGateway(t, {}, { env: { RULES_DIR: folder } });
  const drop = async (name: string, text: string) => {
    const path = join(folder, "sandbox", name);
    await writeFile(`${path}.unfinished`, text);
    await rename(`${path}.unfinished`, path);
  };
  return { gateway, drop };
}

test("rules rotated under load, the new file 200 ms later: what was refused is retried once and succeeds, uploads included", async (t) => {
  const { gateway, drop } = await startWithRulesFolder(t);
  const load = startLoad(gateway);
  const before = await verdicts(gateway);
  const rules = await command(gateway, "rotate", { publish: false });
  const upload = call(gateway, "/v2/access/proxy/posts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "after the rotation ".repeat(1_000) }),
  });
  // The delay is the subject: the file comes later than the refusal, as in life.
  await pause(FILE_DELAY_MS);
  await drop("rotated.json", JSON.stringify(rules));
  assert.ok((await upload).ok, `the upload was answered ${(await upload).status}`);
  const statuses = await load.stop();
  const failed = statuses.filter((status) => status !== 200);
  assert.deepEqual(failed, []);
  const after = await verdicts(gateway);
  t.diagnostic(`${statuses.length} exchanges, 0 failed; verdicts ${JSON.stringify(after)}`);
  assert.notDeepEqual(after, before);
  assert.match(await gateway.metrics(), /countersign_retries_total\{reason="stale-rules"\} [1-9]/);
});

test("rules rotated without a new file: each exchange fails once with RULES_OUTDATED, and there is no storm", async (t) => {
  const { gateway } = await startWithRulesFolder(t);
  await command(gateway, "rotate", { publish: false });
  const requestsBefore = await total(gateway);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => call(gateway, "/v2/access/proxy/users/me")),
  );
  for (const answer of answers) {
    const body = (await answer.json()) as Record<string, unknown>;
    assert.equal(answer.status, 401);
    assert.equal(body["code"], "RULES_OUTDATED");
    assert.equal(body["source"], "rules");
    assert.equal(body["retryable"], true);
  }
  // One attempt each, and at most one look at the feed for all of them.
  const sent = (await total(gateway)) - requestsBefore;
  assert.ok(sent <= answers.length + 2, `${sent} requests reached the upstream`);
});

async function total(gateway: Parameters<typeof verdicts>[0]): Promise<number> {
  return Object.values(await verdicts(gateway)).reduce((sum, count) => sum + count, 0);
}

test("FR18, FR19: a newer build with a wrong constant, dropped in under load, fails nothing and is rolled back and named", async (t) => {
  const { gateway, drop } = await startWithRulesFolder(t);
  const published = await fetch(`${gateway.sandbox.url}/_sandbox/rules.json`);
  const served = (await published.json()) as Record<string, string>;
  const { start, checksum_indexes, checksum_constant, app_token } = served;
  const end = (Number.parseInt(served["end"] ?? "", 16) + 1).toString(16);
  const load = startLoad(gateway);
  const rolledBack = /countersign_rules_banned\{environment="sandbox"\} 1/;
  const static_param = "notTheUpstreamsButOfTheSameShape";
  const params = { start, end, static_param, checksum_indexes, checksum_constant, app_token };
  await drop("wrong.json", JSON.stringify({ scheme: "onlyfans", params }));
  await until("a rollback", async () => rolledBack.test(await gateway.metrics()));
  const statuses = await load.stop();
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
  const metrics = await gateway.metrics();
  assert.match(metrics, /countersign_rules_rejected_total\{environment="sandbox"\} 1/);
  assert.match(metrics, /countersign_retries_total\{reason="former-rules"\} [1-9]/);
  t.diagnostic(`${statuses.length} exchanges, 0 failed`);
});

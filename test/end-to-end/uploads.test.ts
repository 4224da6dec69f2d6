import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { makeRulesCopy } from "./folder.ts";
import { call, command, verdicts } from "./sandbox-script.ts";
import { until } from "./until.ts";

const REPLAY_BYTES = 262_144;
const config = { rules: { refreshWaitMs: 8_000 } };

/** A post whose JSON is exactly so long. */
function postOf(text: string, bytes: number): string {
  const body = JSON.stringify({ text });
  return body.padEnd(bytes, " ");
}

function upload(
  gateway: Parameters<typeof call>[0],
  body: string,
  isChunked: boolean,
): Promise<Response> {
  return call(gateway, "/v2/access/proxy/posts", {
    method: "POST",
    headers: { "content-type": "application/json" },
    // A stream has no length, so it is sent in chunks.
    ...(isChunked ? { body: new Blob([body]).stream(), duplex: "half" } : { body }),
  });
}

test("uploads refused for stale rules are sent again once and executed once, chunked or not, up to the replay bound", async (t) => {
  const rules = await makeRulesCopy(t);
  const gateway = await startTestGateway(t, config, { env: { RULES_DIR: rules.path } });
  const newest = await command(gateway, "rotate", { publish: false });
  const before = await verdicts(gateway);
  const sizes = [20, 1_000, 65_536, REPLAY_BYTES - 1, REPLAY_BYTES];
  const uploads = sizes.flatMap((size) => [
    upload(gateway, postOf(`whole-${size}`, size), false),
    upload(gateway, postOf(`chunked-${size}`, size), true),
  ]);
  await until(
    "the refusal of every upload",
    async () => (await verdicts(gateway))["stale-rules"] === uploads.length,
  );
  await rules.drop("sandbox/rotated.json", newest as object);
  for (const answer of await Promise.all(uploads)) assert.equal(answer.status, 200);

  const after = await verdicts(gateway);
  assert.equal(after["stale-rules"], uploads.length, "none was refused twice");
  assert.equal((after["answered"] ?? 0) - (before["answered"] ?? 0), uploads.length);
  const metrics = await gateway.metrics();
  assert.match(
    metrics,
    new RegExp(`countersign_retries_total\\{reason="stale-rules"\\} ${uploads.length}\\b`),
  );
  assert.match(metrics, /countersign_replay_buffer_bytes 0\b/);
});

test("an upload beyond the replay bound is not sent twice: RULES_OUTDATED, retryable, and the caller's own repetition succeeds", async (t) => {
  const rules = await makeRulesCopy(t);
  const gateway = await startTestGateway(t, config, { env: { RULES_DIR: rules.path } });
  const newest = await command(gateway, "rotate", { publish: false });
  const tooLong = postOf("too-long", REPLAY_BYTES + 1);
  const uploads = [upload(gateway, tooLong, false), upload(gateway, tooLong, true)];
  await until(
    "the refusal of both",
    async () => (await verdicts(gateway))["stale-rules"] === uploads.length,
  );
  await rules.drop("sandbox/rotated.json", newest as object);
  for (const answer of await Promise.all(uploads)) {
    assert.equal(answer.status, 401);
    const problem = (await answer.json()) as Readonly<Record<string, unknown>>;
    assert.equal(problem["code"], "RULES_OUTDATED");
    assert.equal(problem["retryable"], true);
  }
  assert.equal((await verdicts(gateway))["stale-rules"], uploads.length);
  assert.equal((await upload(gateway, tooLong, true)).status, 200);
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { newKey } from "../../../gateway/ids.ts";
import { MADE } from "./kept.ts";
import { createPlanted, plant, PLANTED } from "./planted.ts";
import { scan } from "./scan.ts";

// Nothing here is made by `rememberSecrets`: the suite's own search would find it.
const made = { name: "password", value: "a secret/+of the test" };

function leave(t: TestContext, files: Readonly<Record<string, Buffer | string>>): string {
  // Not where the suite looks: what leaks here is meant to.
  const folder = mkdtempSync(join(tmpdir(), "countersign-scan-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const planted = createPlanted();
  const lines = [made, planted].map((secret) => `${JSON.stringify(secret)}\n`);
  writeFileSync(join(folder, `${MADE}.1`), lines.join(""));
  writeFileSync(join(folder, PLANTED), plant(planted));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

test("N01: the suite's search finds what a test remembered, what a key file holds and what looks like a secret, and nothing else", (t) => {
  const token = "adm_ofthistestalone0123456789";
  const key = newKey("sandbox");
  const folder = leave(t, {
    "admin.token": `${token}\n`,
    "gateway.log": `{"cookie":"${Buffer.from(`x=${made.value}; y`).toString("base64")}"}`,
    "data.db": Buffer.concat([Buffer.of(0, 200, 7), Buffer.from(`${key}\0`)]),
    clean: `${key.slice(0, -1)}_ck_sandbox_none`,
  });
  const { problems } = scan(folder, Buffer.from(`token ${token}`));
  assert.deepEqual(problems.toSorted(), [
    "data.db: what looks like a secret (API key)",
    "gateway.log: password (base64+2)",
    "the suite's output: admin token (raw)",
  ]);
});

test("a search that cannot find the planted secret says that it is blind", (t) => {
  const folder = leave(t, { [PLANTED]: "gone" });
  assert.deepEqual(scan(folder, Buffer.from("")).problems, [
    `${PLANTED}: the planted secret was not found in all its forms`,
  ]);
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { before, test } from "node:test";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { makeRulesCopy, type Folder } from "./folder.ts";
import { command } from "./sandbox-script.ts";

const cleanup = untilFileEnds();
let rules: Folder;
let gateway: TestGateway;

before(async () => {
  rules = await makeRulesCopy(cleanup);
  const config = { environments: { sandbox: { feed: false } } };
  gateway = await startTestGateway(cleanup, config, { env: { RULES_DIR: rules.path } });
});

test("a second start on a held data folder is refused, and the running gateway's hand-out stays", async (t) => {
  const file = join(gateway.dataDir, "sandbox.json");
  const handOut = await readFile(file, "utf8");
  await assert.rejects(
    startTestGateway(t, {}, { env: { DATA_DIR: gateway.dataDir } }),
    /in use by another gateway/,
  );
  assert.equal(await readFile(file, "utf8"), handOut);
});

test("a reload by the admin API has looked at the rules too", async () => {
  const admin = async (method: string, path: string) => {
    const headers = { authorization: `Bearer ${gateway.adminToken}` };
    const answer = await fetch(`${gateway.adminUrl}/admin${path}`, { method, headers });
    assert.equal(answer.status, 200);
    return (await answer.json()) as object;
  };
  const sources = async () => JSON.stringify(await admin("GET", "/rules"));
  await rules.drop("sandbox/new.json", (await command(gateway, "rotate", {})) as object);
  await admin("POST", "/reload");
  assert.match(await sources(), /sandbox\/new\.json/);
});

test("an ended gateway hands nothing out; the next on its folder hands out the same key", async (t) => {
  const first = await startTestGateway(t);
  const file = join(first.dataDir, "sandbox.json");
  await first.close();
  await assert.rejects(readFile(file, "utf8"), { code: "ENOENT" });
  const env = { DATA_DIR: first.dataDir };
  const second = await startTestGateway(t, {}, { env });
  assert.equal(second.sandbox.apiKey, first.sandbox.apiKey);
  const { baseUrl } = JSON.parse(await readFile(file, "utf8")) as { baseUrl: string };
  assert.equal(baseUrl, second.url);
});

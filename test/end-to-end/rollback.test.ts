import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { startTestGateway } from "../support/gateway.ts";
import { makeFolder } from "./folder.ts";

const PLUGIN = (word: string) => `
import { definePlugin, Type } from "countersign/plugin";
export default definePlugin({
  name: "marker", summary: "Marks.", config: Type.Object({}),
  setup: () => ({ onRequest: ({ answerHeaders }) => { answerHeaders["x-mark"] = "${word}"; } }),
});
`;
const CONFIG = (hookMs: number, more: object = {}) => ({
  timeouts: { hookMs },
  chains: {
    access: { plugins: ["./marker.ts", "auth", "session", "managed", "proxy-pool", "signer"] },
  },
  ...more,
});

async function startIn(t: TestContext, folder: Awaited<ReturnType<typeof makeFolder>>) {
  const config = join(folder.path, "gateway.json");
  const env = { DATA_DIR: join(folder.path, "data"), CANARY: "s3cret-canary-value" };
  const gateway = await startTestGateway(t, {}, { config, env });
  const ask = async (path: string, method = "GET") => {
    const headers = { authorization: `Bearer ${gateway.adminToken}` };
    return (await fetch(new URL(path, gateway.adminUrl), { method, headers })).json() as Promise<
      Record<string, never>
    >;
  };
  const mark = async () => {
    const answer = await fetch(new URL("/v2/access/self", gateway.url));
    await answer.arrayBuffer();
    return answer.headers.get("x-mark");
  };
  const warnings = async () => (await ask("/readyz"))["warnings"] as unknown as string[];
  const isHeld = async () => {
    const headers = { authorization: "Bearer s3cret-canary-value" };
    const text = await (await fetch(new URL("/metrics", gateway.adminUrl), { headers })).text();
    const [, value] = /^countersign_rollback_holds ([01])$/m.exec(text) ?? assert.fail(text);
    return value === "1";
  };
  return { ...gateway, ask, mark, warnings, isHeld };
}

test("a rollback holds over restarts, plugin code included, until the file's content changes", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("marker.ts", PLUGIN("one"));
  await folder.drop("gateway.json", CONFIG(20_000, { admin: { metricsToken: "${env:CANARY}" } }));
  let gateway = await startIn(t, folder);
  assert.equal(await gateway.mark(), "one");
  const [first] = (await gateway.ask("/admin/generations"))["earlier"] as unknown as {
    configHash: string;
  }[];
  await folder.drop("marker.ts", PLUGIN("two"));
  await gateway.reload();
  await folder.drop("marker.ts", PLUGIN("three"));
  await gateway.reload();
  assert.equal(await gateway.mark(), "three");

  const path = `/admin/rollback?to=${first?.configHash.slice(0, 12)}`;
  assert.equal((await gateway.ask(path, "POST"))["result"], "applied");
  assert.equal(await gateway.mark(), "one");
  for (let restart = 0; restart < 2; restart++) {
    await gateway.close();
    gateway = await startIn(t, folder);
    assert.equal(await gateway.mark(), "one");
    assert.equal(await gateway.isHeld(), true);
    assert.match(
      (await gateway.warnings()).join(),
      /A rollback holds since .*countersign rollback --lift/,
    );
    assert.equal(((await gateway.reload()) as { result: string }).result, "unchanged");
  }
  const kept = await readFile(join(folder.path, "data", "generations.json"), "utf8");
  assert.ok(!kept.includes("s3cret-canary-value"));

  await gateway.close();
  await folder.drop("marker.ts", PLUGIN("four"));
  gateway = await startIn(t, folder);
  assert.equal(await gateway.mark(), "four");
  assert.ok(!(await gateway.warnings()).join().includes("rollback"));
  assert.equal(await gateway.isHeld(), false);
  // What served before the restart can still be gone back to.
  assert.equal((await gateway.ask("/admin/rollback", "POST"))["result"], "applied");
  assert.equal(await gateway.mark(), "one");
});

test("a rollback outlives a file that has come to be broken, and is lifted while serving or stopped", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("marker.ts", PLUGIN("one"));
  await folder.drop("gateway.json", CONFIG(20_000, { admin: { metricsToken: "${env:CANARY}" } }));
  let gateway = await startIn(t, folder);
  const metricsToken = "s3cret-canary-value";
  await folder.drop("marker.ts", PLUGIN("two"));
  await gateway.reload();
  await gateway.ask("/admin/rollback", "POST");
  await gateway.close();

  await folder.drop("gateway.json", "{ broken");
  gateway = await startIn(t, folder);
  assert.equal(await gateway.mark(), "one");
  const warnings = (await gateway.warnings()).join();
  assert.match(warnings, /gateway\.json:1:\d+:/);
  assert.match(warnings, /A rollback holds since/);
  const cli = createInnerCommandLine({
    DATA_DIR: join(folder.path, "data"),
    CONFIG: join(folder.path, "gateway.json"),
    CANARY: metricsToken,
  });
  const refused = await cli.run("rollback", "--lift");
  assert.equal(refused.code, 2);
  assert.equal(await gateway.mark(), "one", "what cannot serve ends no rollback");
  await folder.drop("gateway.json", CONFIG(20_000));
  await gateway.reload();
  assert.equal(await gateway.mark(), "two", "mended, the file is new content");

  await gateway.ask("/admin/rollback", "POST");
  assert.equal(await gateway.mark(), "one");
  assert.match((await cli.run("rollback", "--lift")).stdout, /^Applied: generation \d+ serves now/);
  assert.equal(await gateway.mark(), "two");
  await gateway.ask("/admin/rollback", "POST");
  await gateway.close();

  // What it went back to refers to a variable that is gone.
  const config = join(folder.path, "gateway.json");
  const env = { DATA_DIR: join(folder.path, "data") };
  await assert.rejects(
    startTestGateway(t, {}, { config, env }),
    /CANARY[^]*countersign rollback --lift/,
  );
  assert.match((await cli.run("rollback", "--lift")).stdout, /^Lifted: the next start serves/);
  assert.match((await cli.run("rollback", "--lift")).stdout, /^No rollback holds in /);
  gateway = await startIn(t, folder);
  assert.equal(await gateway.mark(), "two");
  assert.equal(await gateway.isHeld(), false);
});

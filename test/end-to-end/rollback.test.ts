import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
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
  return { ...gateway, ask, mark, warnings };
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
    assert.match(
      (await gateway.warnings()).join(),
      /A rollback holds since .*countersign rollback [0-9a-f]{12}/,
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
  // What served before the restart can still be gone back to.
  assert.equal((await gateway.ask("/admin/rollback", "POST"))["result"], "applied");
  assert.equal(await gateway.mark(), "one");
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { root } from "../cli/command-line.ts";
import type { HandOut } from "../../gateway/hand-out.ts";
import { makeFolder } from "./folder.ts";
import { until } from "./until.ts";

const skip = process.platform === "linux" ? false : "only Linux shows a process in files";

/** The gateway's own process, with the flags that `npm start` gives it. */
async function start(t: TestContext, env: Readonly<Record<string, string>> = {}) {
  const { path: dataDir } = await makeFolder(t);
  const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    readonly scripts: { readonly start: string };
  };
  const flags = scripts.start.replace("exec node ", "").split(" ");
  const child = spawn(process.execPath, flags, {
    cwd: root,
    env: { ...process.env, PORT: "0", ADMIN_PORT: "0", ...env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const exited = once(child, "exit") as Promise<[number | null, string | null]>;
  t.after(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  await until("the announcement", () => {
    assert.equal(child.exitCode, null, said);
    return said.includes("proxy/users/me");
  });
  const handOut = JSON.parse(await readFile(join(dataDir, "sandbox.json"), "utf8")) as HandOut;
  const headers = { apikey: handOut.apiKey, "x-connection-id": handOut.connections.creator };
  const call = () => fetch(`${handOut.baseUrl}/v2/access/self`, { headers });
  return { child, dataDir, handOut, call, exited, said: () => said };
}

test(
  "G20: neither the arguments nor the variables of a gateway that serves hold a secret",
  { skip },
  async (t) => {
    const { child, dataDir, handOut, call } = await start(t);
    assert.equal((await call()).status, 200);
    const masterKey = (await readFile(join(dataDir, "master.key"), "utf8")).trim();
    for (const file of ["cmdline", "environ"]) {
      const text = await readFile(`/proc/${child.pid}/${file}`, "utf8");
      for (const secret of [handOut.apiKey, handOut.adminToken, masterKey])
        assert.ok(!text.includes(secret), file);
    }
  },
);

test("G22: SIGUSR1 opens no debugger", { skip }, async (t) => {
  const { child, call, said } = await start(t);
  child.kill("SIGUSR1");
  assert.equal((await call()).status, 200);
  const ports = await readFile(`/proc/${child.pid}/net/tcp`, "utf8");
  assert.doesNotMatch(said(), /[Dd]ebugger|ws:\/\//);
  assert.doesNotMatch(ports, /0100007F:240D .* 0A /, "nothing listens on 9229");
});

const BOOM = `
import { definePlugin, Type } from "countersign/plugin";
export default definePlugin({
  name: "boom",
  summary: "Fails where nobody can catch it.",
  config: Type.Object({}),
  setup: () => ({
    onRequest: () => {
      setTimeout(() => { throw new Error("unforeseen"); }, 0);
    },
  }),
});
`;

test("CR08, G21: an error that nobody catches ends the process, and nothing it says holds a secret", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("boom.ts", BOOM);
  await folder.drop("gateway.json", {
    log: { level: "debug" },
    environments: { live: { enabled: false } },
    chains: {
      access: {
        plugins: [
          "request-id",
          "access-log",
          "auth",
          "session",
          { use: "./boom.ts" },
          "managed",
          "proxy-pool",
          "signer",
        ],
      },
    },
    routes: [{ prefix: "/v2/access", chain: "access" }],
  });
  const { handOut, call, exited, said, dataDir } = await start(t, {
    CONFIG: join(folder.path, "gateway.json"),
  });
  const masterKey = (await readFile(join(dataDir, "master.key"), "utf8")).trim();
  await call().catch(() => undefined);
  const [code] = await exited;
  assert.notEqual(code, 0);
  assert.match(said(), /unforeseen/);
  for (const secret of [handOut.adminToken, masterKey]) assert.ok(!said().includes(secret));
  assert.doesNotMatch(said(), /sess=|auth_id=/);
});

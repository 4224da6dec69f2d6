import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { discardScratch, makeScratch, newScratch } from "../support/scratch.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

function start(t: TestContext, env: Readonly<Record<string, string>> = {}) {
  const dataDir = newScratch("start");
  const child = spawn("npm", ["start"], {
    cwd: root,
    env: { ...process.env, DATA_DIR: dataDir, PORT: "0", ADMIN_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      // npm passes this on; killed outright it would leave the gateway behind.
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    discardScratch(dataDir);
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return { child, dataDir, said: () => output };
}

/** What was said holds the sandbox's key: a failure prints it without. */
function assertSaid(said: () => string, text: RegExp): void {
  assert.ok(text.test(said()), `${String(text)} is not in: ${masked(said())}`);
}

const masked = (text: string) => text.replaceAll(/\b(ck_[a-z]+_)\w+/g, "$1***");

async function untilSaid(child: ChildProcess, said: () => string, text: RegExp): Promise<void> {
  while (!text.test(said())) {
    await Promise.race([
      once(child.stdout ?? child, "data"),
      once(child.stderr ?? child, "data"),
      once(child, "exit").then(() => assert.fail(`it ended: ${masked(said())}`)),
    ]);
  }
}

test("npm start prints calls that answer with the creator's profile, and SIGTERM to it ends the gateway", async (t) => {
  const { child, dataDir, said } = start(t);
  await untilSaid(child, said, /proxy\/users\/me/);
  assertSaid(said, /sandbox only/);
  const calls = [...said().matchAll(/curl -H '([^']+)' -H '([^']+)' (http:\S+)/g)];
  assert.equal(calls.length, 2);
  for (const [, key = "", connection = "", url = ""] of calls) {
    const headers = new Headers();
    for (const field of [key, connection]) {
      const [name = "", value = ""] = field.split(": ");
      headers.set(name, value);
    }
    const response = await fetch(url, { headers });
    assert.equal(response.status, 200);
    assert.equal(((await response.json()) as { isAuth: boolean }).isAuth, true);
  }
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  assert.deepEqual(await exited, [0, null]);
  const names = await readdir(dataDir);
  assert.ok(!names.includes("sandbox.json"), "nobody takes it for that of a running gateway");
});

for (const [what, env, text] of [
  ["N05: a debug variable that would log secrets", { DEBUG: "*" }, /DEBUG would write secrets/],
  ["a data folder that cannot be made", { DATA_DIR: "/proc/nope" }, /data folder \/proc\/nope/],
  ["a key file that cannot be made", { KEY_FILE: "/proc/nope/key" }, /key file \/proc\/nope\/key/],
  ["a configuration that does not exist", { CONFIG: "/nowhere/gateway.json" }, /nowhere/],
] as const) {
  test(`${what} refuses to start with a sentence that names it`, async (t) => {
    const { child, said } = start(t, env);
    const [code] = (await once(child, "exit")) as [number];
    assert.equal(code, 2);
    assertSaid(said, text);
  });
}

test("a rules folder that does not exist is named, and taken up once it is there", async (t) => {
  const rules = join(makeScratch(t), "rules");
  const { child, dataDir, said } = start(t, { RULES_DIR: rules });
  await untilSaid(child, said, /Read on/);
  assertSaid(said, /runs, but is not ready[^]*! The rules folder \S*rules does not exist/);
  await cp(join(root, "rules"), rules, { recursive: true });
  const { adminUrl, adminToken } = JSON.parse(
    await readFile(join(dataDir, "sandbox.json"), "utf8"),
  ) as Record<string, string>;
  const headers = { authorization: `Bearer ${adminToken}` };
  await fetch(`${adminUrl}/admin/reload`, { method: "POST", headers });
  await untilSaid(child, said, /signing rules accepted/);
  assert.equal((await fetch(`${adminUrl}/readyz`)).status, 200);
});

test("a wrong master key refuses to start and says so", async (t) => {
  const first = start(t);
  await untilSaid(first.child, first.said, /proxy\/users\/me/);
  const exited = once(first.child, "exit");
  first.child.kill("SIGTERM");
  await exited;
  const keyFile = join(first.dataDir, "other.key");
  await writeFile(keyFile, `${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o600 });
  const second = start(t, { DATA_DIR: first.dataDir, KEY_FILE: keyFile });
  const [code] = (await once(second.child, "exit")) as [number];
  assert.equal(code, 2);
  assertSaid(second.said, /not the one this data folder was sealed with/);
});

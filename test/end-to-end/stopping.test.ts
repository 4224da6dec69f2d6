import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import type { HandOut } from "../../gateway/hand-out.ts";
import { makeFolder } from "./folder.ts";
import { until } from "./until.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const isWindows = process.platform === "win32";
const skip = isWindows ? "Windows has neither signals nor folder modes" : false;
const NOBODY = 65_534;

interface Started {
  readonly child: ChildProcess;
  readonly dataDir: string;
  readonly said: () => string;
  /** Resolves with code and signal; at once if it is over. */
  readonly exited: Promise<readonly [code: number | null, signal: string | null]>;
}

/** Starts the gateway as a person does, through npm, or its own process where another user is wanted. */
async function start(
  t: TestContext,
  env: Readonly<Record<string, string>> = {},
  uid?: number,
): Promise<Started> {
  const { path } = await makeFolder(t);
  const dataDir = env["DATA_DIR"] ?? path;
  const [program, args] =
    uid === undefined
      ? ["npm", ["start"]]
      : [process.execPath, ["--import", "tsx", "plugins/start.ts"]];
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PORT: "0", ADMIN_PORT: "0", ...env, DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid !== undefined && { uid }),
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = once(child, "exit") as Promise<[number | null, string | null]>;
  t.after(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    await exited;
  });
  return { child, dataDir, said: () => output, exited };
}

/** A gateway that is ready, and an answer of which only the first piece has come. */
async function startAnswering(t: TestContext, everyMs: number) {
  const gateway = await start(t);
  await until("the announcement", () => gateway.said().includes("proxy/users/me"));
  const handOut = JSON.parse(
    await readFile(join(gateway.dataDir, "sandbox.json"), "utf8"),
  ) as HandOut;
  await fetch(`${handOut.upstreamUrl}/_sandbox/fault`, {
    method: "POST",
    body: JSON.stringify({ kind: "dripped-body", path: "/api2/v2/users/me", everyMs }),
  });
  const answer = await fetch(`${handOut.baseUrl}/v2/access/proxy/users/me`, {
    headers: {
      apikey: handOut.apiKey,
      "x-connection-id": handOut.connections.creator,
    },
  });
  assert.equal(answer.status, 200);
  return { gateway, handOut, answer };
}

test(
  "CR03: SIGTERM to npm start lets a slow answer end, takes nothing new, and exits with 0",
  { skip },
  async (t) => {
    const { gateway, handOut, answer } = await startAnswering(t, 100);
    gateway.child.kill("SIGTERM");
    await until("the end of readiness", async () => {
      const ready = await fetch(`${handOut.adminUrl}/readyz`).catch(() => undefined);
      return ready?.status === 503;
    });
    await assert.rejects(fetch(`${handOut.baseUrl}/v2/access/self`), "the listener is closed");
    assert.equal(((await answer.json()) as { isAuth: boolean }).isAuth, true);
    assert.deepEqual(await gateway.exited, [0, null]);
    assert.match(gateway.said(), /"exchanges":1,[^\n]*"draining: [^]*"drained: /);
  },
);

test("CR04: a second SIGTERM ends it at once, whatever is under way", { skip }, async (t) => {
  const { gateway, handOut, answer } = await startAnswering(t, 60_000);
  const cut = assert.rejects(answer.text());
  gateway.child.kill("SIGTERM");
  await until("the end of readiness", async () => {
    const ready = await fetch(`${handOut.adminUrl}/readyz`).catch(() => undefined);
    return ready?.status === 503;
  });
  gateway.child.kill("SIGTERM");
  assert.deepEqual(await gateway.exited, [1, null]);
  await cut;
});

test("a port in use is named, for clients and for operators, and exits with 1", async (t) => {
  const holder = createServer().listen(0, "127.0.0.1");
  await once(holder, "listening");
  t.after(() => void holder.close());
  const port = String((holder.address() as AddressInfo).port);
  const texts = { PORT: /Set HOST or PORT/, ADMIN_PORT: /Set ADMIN_HOST or ADMIN_PORT/ };
  for (const [variable, text] of Object.entries(texts)) {
    const { exited, said } = await start(t, { [variable]: port });
    assert.deepEqual(await exited, [1, null]);
    assert.match(said(), new RegExp(`countersign: .*127\\.0\\.0\\.1:${port}`));
    assert.match(said(), text);
    assertNoStack(said());
  }
});

test("a broken configuration is refused with file, line and remedy, and exits with 2", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("gateway.json", '{\n  "server": { "prot": 1 }\n}');
  const { exited, said } = await start(t, { CONFIG: join(folder.path, "gateway.json") });
  assert.deepEqual(await exited, [2, null]);
  assert.match(said(), /gateway\.json:2:\d+: .*prot/);
  assert.match(said(), /port/);
  assertNoStack(said());
});

test("a data folder that cannot be written is named, and exits with 2", { skip }, async (t) => {
  const { path } = await makeFolder(t);
  await chmod(path, 0o755);
  const dataDir = join(path, "data");
  await mkdir(dataDir);
  await chmod(dataDir, 0o555);
  // The superuser may write anywhere.
  const uid = process.getuid?.() === 0 ? NOBODY : undefined;
  const { exited, said } = await start(t, { DATA_DIR: dataDir }, uid);
  assert.deepEqual(await exited, [2, null]);
  assert.ok(said().includes(dataDir), said());
  assert.match(said(), /writable|permission/i);
  assertNoStack(said());
});

function assertNoStack(said: string): void {
  assert.ok(!/^\s+at .*:\d+:\d+/m.test(said), said);
}

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import type { HandOut } from "../../gateway/hand-out.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { until } from "../end-to-end/until.ts";
import { createCommandLine, createInnerCommandLine, launch, root } from "./command-line.ts";

const run = promisify(execFile);
const skip = process.platform === "win32" ? "Windows has no signals" : false;

test(
  "`countersign start` starts a gateway, and SIGTERM to it drains and exits with 0",
  { skip },
  async (t) => {
    const { path } = await makeFolder(t);
    const child = launch(["start", "--data-dir", path], {});
    const exited = once(child, "exit");
    t.after(async () => {
      child.kill("SIGTERM");
      await exited;
    });
    child.stdout?.resume();
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await until("the announcement", () => said.includes("Try it:"));
    const handOut = JSON.parse(await readFile(join(path, "sandbox.json"), "utf8")) as HandOut;
    const ready = await fetch(`${handOut.adminUrl}/readyz`);
    assert.equal(ready.status, 200);
    child.kill("SIGTERM");
    assert.deepEqual(await exited, [0, null]);
    await assert.rejects(fetch(`${handOut.adminUrl}/readyz`), "nothing stays behind");
  },
);

test("a start that is refused says why, with exit code 2", async (t) => {
  const folder = await makeFolder(t);
  await folder.drop("gateway.json", '{ "server": { "prot": 1 } }');
  const cli = createCommandLine({ DATA_DIR: folder.path });
  const refused = await cli.run("start", "--config", join(folder.path, "gateway.json"));
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /^countersign: .*gateway\.json:1:\d+: \/server\/prot /);
});

test("npm runs the command line too, by its script and by its name", async () => {
  for (const args of [
    ["run", "--silent", "cli", "--", "help"],
    ["exec", "--offline", "--", "countersign", "help"],
  ]) {
    const { stdout } = await run("npm", args, { cwd: root });
    assert.match(stdout, /Commands:[^]*doctor[^]*Exit codes:[^]*3 {2}the gateway is not running/);
  }
});

test("every command has a help page with examples, and a word that is none is refused", async () => {
  const cli = createInnerCommandLine({});
  for (const command of [
    "start",
    "doctor",
    "config diff",
    "rules sign",
    "store restore",
    "connections import",
  ]) {
    const { code, stdout } = await cli.run(...command.split(" "), "--help");
    assert.equal(code, 0);
    assert.match(stdout, new RegExp(`Examples:\\n  countersign ${command}`));
    if (command !== "start") continue;
    assert.match(stdout, /--port <value> +Port to listen on;[^]*Default:\s+8080\.[^]*\(PORT\)/);
    assert.doesNotMatch(stdout, /<value> +\(/, "every option says what it is for");
  }
  const unknown = await cli.run("rules", "lst");
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /unknown command 'lst'[^]*Did you mean list\?/);
  assert.equal((await cli.run("rules", "pin")).code, 2);
});

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startTestGateway } from "../support/gateway.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

function reasonToSkip(command: string, arguments_: readonly string[], what: string) {
  return spawnSync(command, arguments_).status === 0 ? false : `${what} is not on this machine`;
}

test(
  "every curl line of the README gets an answer",
  { skip: reasonToSkip("curl", ["--version"], "curl") },
  async (t) => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const lines = readme.split("\n").filter((line) => line.startsWith("curl "));
    assert.ok(lines.length >= 3);
    const { url, sandbox } = await startTestGateway(t);
    const env = {
      ...process.env,
      KEY: sandbox.apiKey,
      CONNECTION: sandbox.creator,
      UPSTREAM: sandbox.url,
    };
    for (const line of lines) {
      const command = line.replace("http://127.0.0.1:8080", url);
      const { stdout } = await run("sh", ["-c", `${command} --silent --fail-with-body`], { env });
      assert.equal(typeof JSON.parse(stdout), "object", line);
    }
  },
);

test(
  "the Python example reads, writes, uploads and is told what is wrong",
  { skip: reasonToSkip("python3", ["-c", "import requests"], "python3 with requests") },
  async (t) => {
    const { dataDir } = await startTestGateway(t);
    const example = join(root, "config/examples/python/example.py");
    const { stdout } = await run("python3", [example, join(dataDir, "sandbox.json")]);
    assert.match(
      stdout,
      /^profile: \w+\nsubscribers: [1-9]\d*\npost: \d+ with 1 medium\nrefused: RESOURCE_NOT_FOUND: /,
    );
  },
);

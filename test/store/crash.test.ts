import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../gateway/clock.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createKeptLog, openTestStore, temporaryFolder } from "./test-store.ts";

const child = fileURLToPath(new URL("./writing-child.ts", import.meta.url));

test("CR01: what was acknowledged before a SIGKILL is there after it, and the folder is free again", async (t) => {
  for (const lines of [2, 9, 24]) {
    const dataDir = temporaryFolder(t);
    const writer = spawn(process.execPath, [...process.execArgv, child, dataDir], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => writer.kill("SIGKILL"));
    const said: string[] = [];
    for await (const line of createInterface(writer.stdout)) {
      said.push(line);
      if (said.length === 1) await assertHeld(t, dataDir, writer.pid);
      if (said.length === lines) writer.kill("SIGKILL");
    }
    if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit");
    assert.equal(writer.signalCode, "SIGKILL");

    const store = await openTestStore(t, dataDir);
    const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
    const session = await connections.session(said[0] ?? "");
    assert.ok(Number(session.cookies.get("sess")) >= Number(said.at(-1)));
    await store.close();
  }
});

async function assertHeld(
  t: Parameters<typeof openTestStore>[0],
  dataDir: string,
  pid: number | undefined,
): Promise<void> {
  await assert.rejects(openTestStore(t, dataDir), {
    message: new RegExp(`in use by another gateway \\(process ${pid} `),
  });
}

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { connectRaw, portOf } from "../support/raw-client.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, get } from "../wire/ask.ts";
import { makeScratch } from "../support/scratch.ts";

const DESCRIPTORS = 256;
const CLIENTS = 400;
const child = fileURLToPath(new URL("descriptors-child.ts", import.meta.url));

test("D10: more clients than descriptors end nothing, and the gateway serves again when they have left", async (t) => {
  const origin = await startTappedOrigin(t);
  const dataDir = makeScratch(t, "descriptors");
  const script = `ulimit -n ${DESCRIPTORS} && exec "$0" --import tsx "$1" "$2" "$3"`;
  const gateway = spawn("bash", ["-c", script, process.execPath, child, origin.url, dataDir], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  t.after(async () => {
    if (gateway.exitCode !== null || gateway.signalCode !== null) return;
    gateway.disconnect();
    await once(gateway, "exit");
  });
  const [url] = (await once(gateway, "message")) as [string];
  const port = portOf(url);
  assert.equal((await ask(port, get("/before"))).answers[0]?.status, 200);

  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => connectRaw(port)));
  await Promise.all(clients.map((client) => client.write(get("/"))));
  const answered = await Promise.all(
    clients.map(async (client) => {
      await client.until((received) => received.length > 0, 1_500).catch(() => undefined);
      return client.received().length > 0;
    }),
  );
  const served = answered.filter(Boolean).length;
  t.diagnostic(`${served} of ${CLIENTS} clients were answered with ${DESCRIPTORS} descriptors`);
  assert.ok(served < CLIENTS, "the limit was not reached");
  assert.equal(gateway.exitCode, null);

  for (const client of clients) client.destroy();
  // Those that left the kernel's queue unserved are accepted first, and may take the last descriptor
  // once more: libuv then closes whatever waits. Each try ends with an answer or a closed connection.
  const deadline = AbortSignal.timeout(10_000);
  let status: number | undefined;
  while (status === undefined && !deadline.aborted) {
    const { answers } = await ask(port, get("/after"), { timeoutMs: 10_000 });
    status = answers[0]?.status;
  }
  assert.equal(status, 200);
  assert.equal(gateway.exitCode, null);
});

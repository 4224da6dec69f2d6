import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../gateway/clock.ts";
import { openTestStore, temporaryFolder } from "../store/test-store.ts";
import { startReceiver } from "./receiver.ts";
import { startWithWebhooks } from "./start.ts";

const child = fileURLToPath(new URL("./storm-child.ts", import.meta.url));

interface Told {
  readonly sequence: number;
  readonly data: { readonly connection: { readonly id: string } };
}

test("WH08 WH09: killed in a delivery storm, no event is lost, none is out of order, and a repeat has the same ID", async (t) => {
  const dataDir = temporaryFolder(t);
  const receiver = await startReceiver(t);
  let kept = 0;
  for (const lines of [5, 40]) {
    const storm = spawn(process.execPath, [...process.execArgv, child, dataDir, receiver.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    t.after(() => storm.kill("SIGKILL"));
    const stopAt = kept + lines;
    const said = createInterface(storm.stdout).on("line", () => {
      if (++kept === stopAt) storm.kill("SIGKILL");
    });
    await once(said, "close");
    if (storm.exitCode === null && storm.signalCode === null) await once(storm, "exit");
    assert.equal(storm.signalCode, "SIGKILL");
  }

  const store = await openTestStore(t, dataDir);
  const { settled, caller, webhooks } = await startWithWebhooks(t, systemClock, { store });
  const [endpoint] = await store.webhookEndpoints.list({});
  const events = await store.outbox.between(caller, 0, systemClock.now() + 1, 1_000);
  assert.ok(events.length >= kept + 6, `${events.length} events of at least ${kept} changes`);
  await settled(endpoint?.id ?? "", "delivered", Math.min(events.length, 100));
  while ((await webhooks.oldestWaitingAt()) !== undefined);
  await webhooks.close();
  await store.close();

  const idBySequence = new Map<string, string>();
  const lastOf = new Map<string, number>();
  for (const { headers, body } of receiver.got) {
    const { sequence, data } = JSON.parse(body) as Told;
    const { id } = data.connection;
    const key = `${id} ${sequence}`;
    const eventId = String(headers["webhook-id"]);
    assert.equal(idBySequence.get(key) ?? eventId, eventId, "a repeat has the same ID");
    const last = lastOf.get(id) ?? 0;
    assert.ok(
      sequence === last + 1 || (sequence === last && idBySequence.has(key)),
      `${sequence} after ${last}`,
    );
    idBySequence.set(key, eventId);
    lastOf.set(id, sequence);
  }
  assert.deepEqual(
    new Set(idBySequence.values()),
    new Set(events.map(({ id }) => id)),
    "what was kept was told, and nothing else",
  );
});

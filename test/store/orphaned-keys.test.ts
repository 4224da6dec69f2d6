import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { newId } from "../../gateway/ids.ts";
import { removeOrphans } from "../../gateway/secrets/orphaned-keys.ts";
import type { DataKeyRow } from "../../gateway/store/tables.ts";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { fresh, newSession } from "../connections/test-connections.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { startTestGateway } from "../support/gateway.ts";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { createKeptLog, defaultCaller, openTestStore, temporaryFolder } from "./test-store.ts";

const child = fileURLToPath(new URL("./key-writing-child.ts", import.meta.url));

test("CR01: the data key that a SIGKILL left without its account is destroyed at the next start, and no other", async (t) => {
  const dataDir = temporaryFolder(t);
  const writer = spawn(process.execPath, [...process.execArgv, child, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => writer.kill("SIGKILL"));
  const [said] = (await once(writer.stdout, "data")) as [Buffer];
  writer.kill("SIGKILL");
  await once(writer, "exit");

  const { left, kept } = await keysIn(t, dataDir, said.toString().trim());
  assert.ok(left && kept, "one key is there without an account, another with it");
  const gateway = await startTestGateway(t, {}, { env: { DATA_DIR: dataDir } });
  assert.match(gateway.log(), /"count":1,[^\n]*data keys that belonged to nothing were destroyed/);
  const keys = await readFile(join(dataDir, "keys.db"));
  assert.ok(keys.includes(kept.wrapped) && !keys.includes(left.wrapped), "overwritten in the file");
  const cli = createInnerCommandLine({ DATA_DIR: dataDir });
  const { orphaned } = (await cli.json(0, "secrets", "status")) as { orphaned: number };
  assert.equal(orphaned, 0);
  await gateway.close();
  const store = await openTestStore(t, dataDir);
  assert.equal((await fresh(store).session(kept.connectionId)).cookies.get("sess"), "first");
});

test("`secrets status` counts what belongs to nothing once it can be of nothing under way; so many of them stay", async (t) => {
  const clock = createFakeClock();
  const dataDir = temporaryFolder(t);
  const log = createKeptLog();
  const store = await openTestStore(t, dataDir, { clock, log });
  const caller = await defaultCaller(store);
  await createConnections({ store, clock, log }).put(newSession(caller));
  const add = async () => {
    const connectionId = newId("conn_", clock);
    const { dataKey, wrapped } = store.keyRing.createDataKey(connectionId, clock);
    await store.dataKeys.add({ id: dataKey.id, connectionId, wrapped, createdAt: clock.now() });
  };
  for (let key = 0; key < 65; key++) await add();
  const orphaned = async () => (await store.masterKey.status()).orphaned;
  assert.equal(await orphaned(), 0);
  clock.advance(60_001);
  assert.equal(await orphaned(), 65);
  await removeOrphans(store, { log, clock });
  assert.equal(await orphaned(), 65);
  assert.match(JSON.stringify(log.lines), /countersign\.db is the one that belongs to keys\.db/);
});

test("a start looks only at what came since the one before: many accounts cost it nothing", async (t) => {
  const clock = createFakeClock();
  const log = createKeptLog();
  const store = await openTestStore(t, temporaryFolder(t), { clock, log });
  const add = async (connectionId: string) => {
    const { dataKey, wrapped } = store.keyRing.createDataKey(connectionId, clock);
    await store.dataKeys.add({ id: dataKey.id, connectionId, wrapped, createdAt: clock.now() });
  };
  const { id } = await createConnections({ store, clock, log }).put(
    newSession(await defaultCaller(store)),
  );
  const looked: (readonly string[])[] = [];
  const start = () =>
    removeOrphans(
      {
        ...store,
        dataKeys: {
          ...store.dataKeys,
          owners: async (...asked) => {
            const owners = await store.dataKeys.owners(...asked);
            if (owners.length > 0) looked.push(owners.map((owner) => owner.id));
            return owners;
          },
        },
      },
      { log, clock },
    );
  clock.advance(1);
  await start();
  await start();
  const left = newId("conn_", clock);
  await add(left);
  await start();
  assert.deepEqual(looked, [[id], [left]]);
  assert.equal(await store.dataKeys.findOf(left), undefined);
  assert.ok(await store.dataKeys.findOf(id));
});

/** The keys of no account, then those of this one. */
async function keysIn(t: Parameters<typeof temporaryFolder>[0], dataDir: string, id: string) {
  const store = await openTestStore(t, dataDir);
  const rows = await store.dataKeys.page("", 10);
  await store.close();
  const ofAccount = ({ connectionId }: DataKeyRow) => connectionId === id;
  return { left: rows.find((row) => !ofAccount(row)), kept: rows.find(ofAccount) };
}

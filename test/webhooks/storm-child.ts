import { writeSync } from "node:fs";
import { systemClock } from "../../gateway/clock.ts";
import { newSession } from "../connections/test-connections.ts";
import { openTestStore } from "../store/test-store.ts";
import { startWithWebhooks } from "./start.ts";

// Changes connections as fast as it can and says so once each is kept, until it is killed.
const [dataDir, url = ""] = process.argv.slice(2);
const never = { after: () => undefined };
const store = await openTestStore(never, dataDir);
const { connections, caller, add } = await startWithWebhooks(never, systemClock, { store });
if ((await store.webhookEndpoints.list({})).length === 0) await add(url);
const ids: string[] = [];
for (const upstreamUserId of ["1", "2", "3"])
  ids.push((await connections.put(newSession(caller, { upstreamUserId }))).id);
for (let isPaused = false; ; isPaused = !isPaused) {
  for (const id of ids) {
    await connections.setState(id, isPaused ? "active" : "paused", "storm");
    writeSync(1, "kept\n");
  }
}

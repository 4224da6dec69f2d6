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
const users = ["1", "2", "3"];
const ids: string[] = [];
for (const upstreamUserId of users) {
  const { organizationId, environment } = caller;
  const known = await store.connections.findByAccount(organizationId, environment, upstreamUserId);
  ids.push(known?.id ?? (await connections.put(newSession(caller, { upstreamUserId }))).id);
}
for (;;)
  for (const id of ids) {
    const { state } = (await store.connections.find(id)) ?? {};
    await connections.setState(id, state === "paused" ? "active" : "paused", "storm");
    writeSync(1, "kept\n");
  }

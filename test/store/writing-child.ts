import { writeSync } from "node:fs";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { systemClock } from "../../gateway/clock.ts";
import { createKeptLog, defaultCaller, openTestStore } from "./test-store.ts";

// Saves one session after another and says so on standard output, until it is killed.
const [dataDir] = process.argv.slice(2);
const never = { after: () => undefined };
const store = await openTestStore(never, dataDir);
const caller = await defaultCaller(store);
const connections = createConnections({ store, clock: systemClock, log: createKeptLog() });
const { id } = await connections.put({
  ...caller,
  upstreamUserId: "7",
  cookie: "sess=0; auth_id=7",
  userAgent: "agent",
  xBc: "bc",
  permissions: [],
});
writeSync(1, `${id}\n`);
for (let count = 1; ; count++) {
  await connections.absorb(id, [`sess=${count}`]);
  writeSync(1, `${count}\n`);
}

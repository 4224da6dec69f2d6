import { writeSync } from "node:fs";
import { createConnections } from "../../gateway/connections/create-connections.ts";
import { systemClock } from "../../gateway/clock.ts";
import { newSession } from "../connections/test-connections.ts";
import { createKeptLog, defaultCaller, openTestStore } from "./test-store.ts";

// Links one account whole, and another as far as its data key: then it says so, and waits to be killed.
const [dataDir] = process.argv.slice(2);
const store = await openTestStore({ after: () => undefined }, dataDir);
const caller = await defaultCaller(store);
const log = createKeptLog();
const whole = createConnections({ store, clock: systemClock, log });
const { id } = await whole.put(newSession(caller));
const put = () => {
  writeSync(1, `${id}\n`);
  return new Promise<never>(() => undefined);
};
const transaction: typeof store.transaction = (work) =>
  store.transaction((inner) => work({ ...inner, sessions: { ...inner.sessions, put } }));
const half = createConnections({ store: { ...store, transaction }, clock: systemClock, log });
await half.put(newSession(caller, { upstreamUserId: "8" }));

import { serveCountersign } from "./serve-countersign.ts";

await serveCountersign({ dataDir: process.argv[3] ?? "" });

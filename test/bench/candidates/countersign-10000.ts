import { serveCountersign } from "./serve-countersign.ts";

await serveCountersign({ connections: 10_000 });

import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGateway } from "../../gateway/gateway.ts";

// Serves one upstream under the limit of descriptors it was started with, until its parent ends it.
const gateway = await startGateway({
  config: {
    log: { level: "silent" },
    chains: { plain: { plugins: [] } },
    routes: [{ prefix: "/", chain: "plain", upstream: process.argv[2] ?? "" }],
  },
  plugins: [],
  env: {
    DATA_DIR: process.argv[3] ?? (await mkdtemp(join(tmpdir(), "countersign-"))),
    PORT: "0",
    ADMIN_PORT: "0",
  },
});
process.send?.(gateway.url);
process.once("disconnect", () => process.exit(0));

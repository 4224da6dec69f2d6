import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OpenApi } from "../gateway/api/reference/document.ts";
import { clientFiles } from "../gateway/client/generate.ts";
import { generatedFiles } from "../gateway/config/docs.ts";
import { startGateway } from "../gateway/gateway.ts";
import plugins from "./index.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const readme = await readFile(join(root, "README.md"), "utf8");
const files = { ...generatedFiles(plugins, readme), ...(await clientFiles(await openApi())) };
for (const [path, text] of Object.entries(files)) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** The document as a gateway with the shipped plugins serves it. */
async function openApi(): Promise<OpenApi> {
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-docs-"));
  const gateway = await startGateway({
    config: {},
    plugins,
    env: { DATA_DIR: dataDir, PORT: "0", ADMIN_PORT: "0", LOG_LEVEL: "silent" },
  });
  try {
    return (await (await fetch(`${gateway.url}/openapi.json`)).json()) as OpenApi;
  } finally {
    await gateway.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

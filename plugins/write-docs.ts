import { readFile, writeFile } from "node:fs/promises";
import { generatedFiles } from "../gateway/config/docs.ts";
import plugins from "./index.ts";

const root = new URL("../", import.meta.url);
const readme = await readFile(new URL("README.md", root), "utf8");
for (const [path, text] of Object.entries(generatedFiles(plugins, readme))) {
  await writeFile(new URL(path, root), text);
}

import { cp, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Cleanup } from "../support/cleanup.ts";
import { makeScratch } from "../support/scratch.ts";

/** A temporary folder that files are put into the way a deployment does. */
export interface Folder {
  readonly path: string;
  /** Puts a file there whole, by renaming it into place. */
  readonly drop: (name: string, content: string | object) => Promise<void>;
}

/** An empty folder outside of the checkout, gone when the test is over. */
export function makeFolder(cleanup: Cleanup): Promise<Folder> {
  const path = makeScratch(cleanup, "folder");
  return Promise.resolve({
    path,
    drop: async (name, content) => {
      const text = typeof content === "string" ? content : JSON.stringify(content);
      const file = join(path, name);
      await writeFile(`${file}.unfinished`, text);
      await rename(`${file}.unfinished`, file);
    },
  });
}

/** A copy of the shipped rules folder. */
export async function makeRulesCopy(cleanup: Cleanup): Promise<Folder> {
  const folder = await makeFolder(cleanup);
  await cp(fileURLToPath(new URL("../../rules", import.meta.url)), folder.path, {
    recursive: true,
  });
  return folder;
}

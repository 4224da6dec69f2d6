import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { HandOut } from "../hand-out.ts";

/** What the running gateway handed out for its sandbox; nothing if the sandbox is off. */
export async function readHandOut(dataDir: string): Promise<HandOut | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, "sandbox.json"), "utf8")) as HandOut;
  } catch {
    return undefined;
  }
}

import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Canary } from "../canaries.ts";
import { MADE } from "./kept.ts";

/** Files that hold a secret because that is what they are for; what is in them may be nowhere else. */
const KEY_FILE = /\.key(\.\w+)?$/;
const TOKEN_FILE = /^admin[.-]token(\.\d+)?$/;
const HAND_OUT = /^sandbox(\.ended)?\.json(\.\d+)?$/;
/** What a test wrote as an operator does, with secrets in it. */
const CONFIGURATION = /^(gateway|next)\.json$/;

/** What the tests left behind: files to search, and the secrets to search them for. */
export interface Left {
  readonly files: readonly { readonly name: string; readonly path: string }[];
  readonly secrets: readonly Canary[];
}

/** Reads the suite's folder. */
export function readLeft(folder: string): Left {
  const files: { name: string; path: string }[] = [];
  const secrets = new Map<string, Canary>();
  const add = (name: string, values: readonly string[]) => {
    for (const value of values)
      if (value.length >= 12 && !secrets.has(value)) secrets.set(value, { name, value });
  };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.parentPath.includes("node_modules")) continue;
    const path = join(entry.parentPath, entry.name);
    const name = basename(path);
    const text = () => readFileSync(path, "utf8");
    if (name.startsWith(`${MADE}.`))
      for (const line of text().trim().split("\n")) {
        const made = JSON.parse(line) as Canary;
        add(made.name, [made.value]);
      }
    else if (KEY_FILE.test(name)) add("master key", text().split(/\s+/));
    else if (TOKEN_FILE.test(name)) add("admin token", text().split(/\s+/));
    else if (HAND_OUT.test(name)) add("API key", text().match(/ck_\w+/g) ?? []);
    else if (!CONFIGURATION.test(name)) files.push({ name: relative(folder, path), path });
  }
  return { files, secrets: [...secrets.values()] };
}

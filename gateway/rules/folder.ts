import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Clock } from "../clock.ts";
import { readStable, watchFolder } from "../config/watch.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import { RulesProblem, type Problem } from "./problem.ts";
import { decodeJson, MAX_JSON_BYTES } from "./strict-json.ts";

/** Who takes what the files say. */
export interface FolderReader {
  readonly scheme: (source: string, text: string) => Promise<unknown>;
  readonly rules: (environment: EnvironmentName, source: string, text: string) => Promise<unknown>;
  readonly unreadable: (folder: string, source: string, problem: Problem) => void;
}

/** The rules folder, being watched. */
export interface RulesFolder {
  /** Reads what changed since the last look, schemes first. */
  readonly scan: () => Promise<void>;
  /** What an operator should know of it: without signing schemes nothing is signed. */
  readonly notices: () => readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * Watches `schemes/` and one folder per environment, and hands on every `*.json` in them once per
 * content, beginning with what is there. A file that goes away takes nothing back.
 */
export async function startFolder(
  dir: string,
  environments: readonly EnvironmentName[],
  reader: FolderReader,
  options: { readonly clock: Clock; readonly pollMs: number },
): Promise<RulesFolder> {
  const seen = new Map<string, string>();
  let last: Promise<unknown> = Promise.resolve();
  let hasSchemes = false;

  const read = async (folder: string, name: string): Promise<void> => {
    const source = `${folder}/${name}`;
    try {
      const bytes = await readStable(join(dir, folder, name), MAX_JSON_BYTES, options.clock);
      const digest = hash("sha256", bytes);
      if (seen.get(source) === digest) return;
      seen.set(source, digest);
      const text = decodeJson(bytes);
      if (folder === "schemes") await reader.scheme(source, text);
      else await reader.rules(folder as EnvironmentName, source, text);
    } catch (thrown) {
      if (codeOf(thrown) !== "ENOENT") reader.unreadable(folder, source, problemOf(thrown));
    }
  };
  const scanFolder = async (folder: string): Promise<void> => {
    const names = await readdir(join(dir, folder)).catch((): string[] => []);
    const documents = names.filter((name) => name.endsWith(".json") && !name.startsWith("."));
    if (folder === "schemes") hasSchemes = documents.length > 0;
    for (const name of documents.toSorted()) await read(folder, basename(name));
  };
  const scanInTurn = (folders: readonly string[]): Promise<void> => {
    const scanned = last.then(async () => {
      for (const folder of folders) await scanFolder(folder);
    });
    last = scanned;
    return scanned;
  };

  const folders = ["schemes", ...environments];
  const watches = await Promise.all(
    folders.map((folder) =>
      watchFolder(join(dir, folder), () => void scanInTurn([folder]), options),
    ),
  );
  await scanInTurn(folders);
  return {
    scan: () => scanInTurn(folders),
    notices: () => (hasSchemes ? [] : [noSchemes(dir)]),
    close: async () => {
      await Promise.all(watches.map((watch) => watch.close()));
      await last;
    },
  };
}

function noSchemes(dir: string): string {
  return (
    `The rules folder ${resolve(dir)} ${existsSync(dir) ? "has no schemes/*.json" : "does not exist"}: ` +
    "no request can be signed, those of the sandbox included. Point RULES_DIR at a folder like the " +
    "one shipped as rules/, or put one there: it is taken up without a restart."
  );
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof RulesProblem) return thrown;
  if (thrown instanceof GatewayError) return { place: "", reason: thrown.message };
  return { place: "", reason: `it cannot be read (${codeOf(thrown) ?? "unknown cause"})` };
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
}

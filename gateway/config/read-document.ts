import { dirname, relative, resolve } from "node:path";
import type { KeptConfig } from "./kept.ts";
import { JsonError, parseJson, type Position } from "./parse-json.ts";
import { ConfigError } from "./problem.ts";
import { readStable } from "./watch.ts";

/** Where a configuration is written: in a file, right in the program, or what was kept of a file's earlier content. */
export type Source =
  | { readonly file: string }
  | { readonly document: object }
  | { readonly kept: KeptConfig; readonly file: string }
  | { readonly kept: KeptConfig; readonly document: object };

/** A configuration document as written. */
export interface Document {
  readonly value: object;
  /** Absolute; for a document without a file, one that would lie in the working directory. */
  readonly file: string;
  /** The file as problems name it. */
  readonly name: string;
  readonly files: readonly string[];
  readonly locate?: (pointer: string) => Position;
}

const MAX_BYTES = 1_048_576;

/** @throws ConfigError if the file cannot be read, is not JSON, or holds no object. */
export async function readDocument(source: Source): Promise<Document> {
  const file = resolve("file" in source ? source.file : "configuration");
  const files = "file" in source ? [file] : [];
  if ("kept" in source) {
    const value = structuredClone(source.kept.document);
    return { value, file, name: `${shortest(file)} (as it was kept)`, files };
  }
  if ("document" in source)
    return { value: structuredClone(source.document), file, name: "configuration", files };
  const { value, locate } = parse(file, await readText(file));
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw problem(file, "The file holds no JSON object.", "Write `{ … }`.", locate(""));
  }
  return { value, file, name: shortest(file), files: [file], locate };
}

async function readText(file: string): Promise<string> {
  try {
    const bytes = await readStable(file, MAX_BYTES);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown reason";
    const remedy = `Make it a readable UTF-8 file in ${dirname(file)}, or name another one.`;
    throw problem(file, `The file cannot be read: ${reason}.`, remedy);
  }
}

function parse(file: string, text: string) {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw problem(file, error.message, "Write JSON (RFC 8259).", error.position);
  }
}

function problem(file: string, text: string, remedy: string, position?: Position): ConfigError {
  const found = { file: shortest(file), place: "", ...position, problem: text, remedy };
  return new ConfigError([found], [file]);
}

/** Relative to the working directory where that is shorter. */
function shortest(file: string): string {
  const short = relative(".", file);
  return short.length < file.length ? short : file;
}

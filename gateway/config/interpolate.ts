import { dirname, resolve } from "node:path";
import { pointerTo } from "./pointer.ts";
import type { Finding } from "./problem.ts";
import { readStable } from "./watch.ts";

/** A document with its references resolved. */
export interface Interpolated {
  readonly value: unknown;
  /** The text as written, by JSON pointer of each value that has a reference in it. */
  readonly references: ReadonlyMap<string, string>;
  /** Every file that was referred to, whether it could be read or not. */
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

const REFERENCE = /\$?\$\{([^{}]*)\}?/g;
const MAX_FILE_BYTES = 65_536;

/**
 * Puts values in the place of `${env:NAME}` and `${file:path}` in every text of a document; a path is
 * relative to `file`, and one line break at a file's end is dropped. `$${` stands for a plain `${`.
 * What cannot be resolved is a finding, never an empty text. Findings name the reference, not the value.
 * An entry of a list with `enabled: false` keeps its references as written: it may name what is yet to come.
 */
export async function interpolate(
  document: unknown,
  options: { readonly file: string; readonly env: Readonly<Record<string, string | undefined>> },
): Promise<Interpolated> {
  const references = new Map<string, string>();
  const files = new Set<string>();
  const findings: Finding[] = [];
  const value = await visit(document, "");
  return { value, references, files: [...files], findings };

  async function visit(part: unknown, place: string): Promise<unknown> {
    if (typeof part === "string") return part.includes("${") ? resolveText(part, place) : part;
    if (Array.isArray(part)) {
      return Promise.all(
        part.map((item: unknown, index) =>
          isOff(item) ? item : visit(item, pointerTo(place, index)),
        ),
      );
    }
    if (typeof part !== "object" || part === null) return part;
    const members = Object.entries(part).map(
      async ([key, inner]) => [key, await visit(inner, pointerTo(place, key))] as const,
    );
    return Object.fromEntries(await Promise.all(members));
  }

  async function resolveText(text: string, place: string): Promise<string> {
    const parts: string[] = [];
    let end = 0;
    for (const match of text.matchAll(REFERENCE)) {
      const [written, reference = ""] = match;
      parts.push(text.slice(end, match.index));
      end = match.index + written.length;
      if (written.startsWith("$$")) {
        parts.push(written.slice(1));
        continue;
      }
      references.set(place, text);
      // What follows an open brace may be the rest of a password: it is looked up as nothing, and not named.
      const name = written.endsWith("}") ? reference : "";
      parts.push((await lookUp(name, place)) ?? written);
    }
    return parts.join("") + text.slice(end);
  }

  async function lookUp(reference: string, place: string): Promise<string | undefined> {
    const [kind, name] = splitAtColon(reference);
    if (kind === "env" && name !== "") return lookUpVariable(name, place);
    if (kind === "file" && name !== "") return lookUpFile(name, place);
    findings.push({
      place,
      problem:
        reference === "" ? "A `${` begins no reference." : `\`\${${reference}}\` is no reference.`,
      remedy: "Write `${env:NAME}` or `${file:path}`, or `$${` for a plain `${`.",
    });
    return undefined;
  }

  function lookUpVariable(name: string, place: string): string | undefined {
    const found = options.env[name];
    if (found !== undefined && found !== "") return found;
    const state = found === undefined ? "not set" : "empty";
    findings.push({
      place,
      problem: `The environment variable \`${name}\` is ${state}.`,
      remedy: `Set ${name}, or write the value here.`,
    });
    return undefined;
  }

  async function lookUpFile(name: string, place: string): Promise<string | undefined> {
    const path = resolve(dirname(options.file), name);
    files.add(path);
    try {
      const bytes = await readStable(path, MAX_FILE_BYTES);
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r?\n$/, "");
      if (text !== "") return text;
      findings.push({ place, problem: `${path} is empty.`, remedy: "Put the value into it." });
    } catch (error) {
      findings.push({
        place,
        problem: `${path} cannot be read: ${error instanceof Error ? error.message : "unknown"}.`,
        remedy: "Make it a readable UTF-8 file, or name another one.",
      });
    }
    return undefined;
  }
}

function isOff(entry: unknown): boolean {
  return (entry as { readonly enabled?: unknown } | null)?.enabled === false;
}

function splitAtColon(reference: string): [string, string] {
  const colon = reference.indexOf(":");
  return colon < 0 ? [reference, ""] : [reference.slice(0, colon), reference.slice(colon + 1)];
}

import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A place in a process's memory where a secret lies. */
export interface Found {
  readonly form: string;
  readonly around: string;
}

/** Searches all that a process can have written, as its kernel shows it, for secrets in every form they may be written in. */
export async function searchMemory(pid: number, secrets: readonly string[]): Promise<Found[]> {
  const forms = secrets.flatMap(formsOf);
  const overlap = Math.max(...forms.map(({ bytes }) => bytes.length)) - 1;
  const found: Found[] = [];
  const buffer = Buffer.alloc(overlap + CHUNK);
  const memory = await open(`/proc/${pid}/mem`, "r");
  try {
    for (const { from, to } of await regionsOf(pid)) {
      buffer.fill(0, 0, overlap);
      for (let at = from; at < to; at += CHUNK) {
        const length = Math.min(CHUNK, to - at);
        // A region may have gone since it was listed.
        const read = await memory.read(buffer, overlap, length, at).catch(() => undefined);
        if (read === undefined || read.bytesRead === 0) break;
        const seen = buffer.subarray(0, overlap + read.bytesRead);
        for (const { form, bytes } of forms) {
          for (let hit = seen.indexOf(bytes); hit !== -1; hit = seen.indexOf(bytes, hit + 1)) {
            const around = seen.subarray(Math.max(0, hit - 60), hit + bytes.length + 60);
            found.push({ form, around: around.toString("latin1").replaceAll(/[^ -~]/g, ".") });
          }
        }
        seen.copy(buffer, 0, read.bytesRead);
      }
    }
  } finally {
    await memory.close();
  }
  return found;
}

/** Searches every file of a folder for secrets in the same forms; gives back where they are. */
export async function searchFiles(folder: string, secrets: readonly string[]): Promise<string[]> {
  const forms = secrets.flatMap(formsOf);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path);
    for (const { form, bytes } of forms)
      if (content.includes(bytes)) found.push(`${path}: ${form}`);
  }
  return found;
}

/** The processes that were started with a text in their arguments. */
export async function processesWith(text: string): Promise<number[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")),
  );
  return pids.filter((_pid, at) => lines[at]?.includes(text) === true);
}

const CHUNK = 4_194_304;

async function regionsOf(pid: number): Promise<{ from: number; to: number }[]> {
  const maps = await readFile(`/proc/${pid}/maps`, "utf8");
  return maps.split("\n").flatMap((line) => {
    const [, from = "", to = "", , name = ""] =
      /^([0-9a-f]+)-([0-9a-f]+) (rw\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
    if (from === "" || name.startsWith("[v")) return [];
    return [{ from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) }];
  });
}

/** Raw, as UTF-16, in base64 at each of its three alignments, URL- and JSON-escaped. */
function formsOf(secret: string): { form: string; bytes: Buffer }[] {
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret)]).toString("base64");
    // Without the digits that the bytes before and after have a part in.
    return [`base64+${shift}`, whole.replace(/=+$/, "").slice([0, 2, 3][shift], -1)] as const;
  });
  const texts = new Map<string, string>([
    [encodeURIComponent(secret), "url"],
    [JSON.stringify(secret).slice(1, -1), "json"],
    [secret, "raw"],
    ...base64.map(([form, text]) => [text, form] as const),
  ]);
  // A text that needs no escape is there once, under its plainest name.
  return [
    ...[...texts].map(([text, form]) => ({ form, bytes: Buffer.from(text) })),
    { form: "UTF-16", bytes: Buffer.from(secret, "utf16le") },
  ];
}

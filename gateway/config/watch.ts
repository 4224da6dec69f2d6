import { hash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { watch as chokidar } from "chokidar";
import { systemClock, type Clock, type Timer } from "../clock.ts";
import { GatewayError } from "../errors.ts";

/** How long a folder must be quiet before it counts as settled, and how long one burst may go on. */
const QUIET_MS = 60;
const BURST_MS = 1_000;

/** How long a file must have been untouched for one read to be enough, and the wait before another. */
const OLD_MS = 2_000;
const REREAD_MS = 25;

/** A folder being watched, until it is closed. */
export interface FolderWatch {
  readonly close: () => Promise<void>;
}

/**
 * Calls `onSettled` whenever a file directly in the folder came, went or changed, once per burst and
 * after the folder fell quiet. The folder itself may be missing, replaced or a symbolic link. Events
 * only say when to look; a look every `pollMs` finds what no event told (network mounts).
 */
export async function watchFolder(
  folder: string,
  onSettled: () => void,
  options: { readonly clock: Clock; readonly pollMs: number },
): Promise<FolderWatch> {
  const { clock, pollMs } = options;
  let seen = await fingerprint(folder);
  const watcher = chokidar(folder, { depth: 0, ignoreInitial: true, atomic: false });
  let burst: { readonly startedAtMs: number; print: string; wakes: number } | undefined;
  let quietTimer: Timer | undefined;
  let isClosed = false;

  const wake = (): void => {
    if (isClosed) return;
    if (burst !== undefined) {
      burst.wakes++;
      return;
    }
    burst = { startedAtMs: clock.elapsed(), print: "", wakes: 0 };
    waitForQuiet();
  };
  const waitForQuiet = (): void => {
    quietTimer = clock.setTimeout(() => void look(), QUIET_MS);
  };
  const look = async (): Promise<void> => {
    if (burst === undefined) return;
    const { wakes } = burst;
    const print = await fingerprint(folder);
    if (isClosed) return;
    const isWoken = burst.wakes !== wakes;
    const isQuiet = print === burst.print && !isWoken;
    if (!isQuiet && clock.elapsed() - burst.startedAtMs < BURST_MS) {
      burst.print = print;
      waitForQuiet();
      return;
    }
    burst = undefined;
    if (isWoken) wake();
    if (print === seen) return;
    seen = print;
    onSettled();
  };
  const poll = async (): Promise<void> => {
    if ((await fingerprint(folder)) !== seen) wake();
    if (!isClosed) pollTimer = startPoll();
  };
  const startPoll = (): Timer => {
    const timer = clock.setTimeout(() => void poll(), pollMs);
    timer.unref();
    return timer;
  };
  let pollTimer = startPoll();

  watcher.on("all", wake);
  // The one event of a link swapped inside a mounted ConfigMap.
  watcher.on("raw", wake);
  // For what changed between the first look and the first event.
  watcher.on("ready", wake);
  // Out of inotify watches, for one: looking every `pollMs` still works.
  watcher.on("error", wake);
  return {
    close: async () => {
      isClosed = true;
      clock.clearTimeout(quietTimer);
      clock.clearTimeout(pollTimer);
      await watcher.close();
    },
  };
}

/**
 * The bytes of a file that holds still: one changed a moment ago is read until two reads agree.
 * @throws GatewayError `BAD_REQUEST` beyond `maxBytes` or if it never holds still; the system's error if it cannot be read.
 */
export async function readStable(
  path: string,
  maxBytes: number,
  clock: Clock = systemClock,
): Promise<Buffer> {
  let digest: string | undefined;
  for (let reads = 0; reads < 100; reads++) {
    const { size, mtimeMs } = await stat(path);
    if (size > maxBytes) {
      throw new GatewayError("BAD_REQUEST", `${path} has ${size} bytes; at most ${maxBytes} fit.`);
    }
    const bytes = await readFile(path);
    const before = digest;
    digest = hash("sha256", bytes);
    const isOld = clock.now() - mtimeMs > OLD_MS && bytes.length === size;
    if (isOld || digest === before) return bytes;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, REREAD_MS));
  }
  throw new GatewayError("BAD_REQUEST", `${path} changes faster than it can be read.`);
}

/** What tells two states of a folder apart: identity, size and times of each file, links followed. */
async function fingerprint(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const lines = await Promise.all(
    names.toSorted().map(async (name) => {
      const path = join(folder, name);
      const stats = await stat(path, { bigint: true }).catch(() => undefined);
      // A folder's own times change with things inside it that are not watched.
      if (stats === undefined || stats.isDirectory()) return undefined;
      return `${name}\0${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}:${stats.ctimeNs}`;
    }),
  );
  return lines.filter((line) => line !== undefined).join("\n");
}

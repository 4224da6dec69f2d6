import { createHmac } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { makePrivateFolder } from "../private-folder.ts";
import type { ConnectionKeys } from "../secrets/connection-keys.ts";
import { findKeptFiles } from "./find-kept-files.ts";
import { fileOf } from "./fresh-url.ts";
import { keepFile, type FileKeeper } from "./keep-file.ts";
import { keptBytes, openKept, type FileHead, type KeptFile, type KeptPlace } from "./kept-file.ts";

/** Media on this machine's disk, sealed with the data key of the connection they were fetched for. */
export interface MediaCache {
  readonly isOn: boolean;
  /** A file that was kept for a connection, open; its reader closes it. */
  readonly find: (connectionId: string, url: string) => Promise<KeptFile | undefined>;
  /** Takes a file while it streams by; `undefined` if it is not to be kept, or is being kept already. */
  readonly keep: (
    connectionId: string,
    url: string,
    head: FileHead,
  ) => Promise<FileKeeper | undefined>;
  /** Removes all files of a connection. */
  readonly removeOf: (connectionId: string) => void;
  readonly bytes: () => number;
  /** Resolves once everything that was begun is on the disk, or gone from it. */
  readonly settled: () => Promise<unknown>;
}

/** A file larger than this part of all the room is not kept: it would drive out the rest. */
const LARGEST_PART = 4;

/** Opens the cache with what former processes kept; the folder is its own, and none is made for no room. */
export async function openMediaCache(options: {
  readonly folder: string;
  /** Of all files together, those that are not whole yet among them; 0 keeps none. */
  readonly maxBytes: number;
  readonly keys: Pick<ConnectionKeys, "of">;
  readonly clock: Clock;
}): Promise<MediaCache> {
  const { folder, maxBytes, keys, clock } = options;
  /** Bytes by place; the one used longest ago first. */
  const files = new Map<string, number>();
  const unfinished = new Set<string>();
  const running = new Set<Promise<unknown>>();
  let total = 0;
  if (maxBytes === 0) return NO_CACHE;
  makePrivateFolder(folder);
  for (const { place, bytes } of await findKeptFiles(folder, isAlive)) add(place, bytes);

  async function isAlive(connectionId: string): Promise<boolean> {
    try {
      await keys.of(connectionId);
      return true;
    } catch {
      return false;
    }
  }

  function add(place: string, bytes: number): void {
    forget(place);
    files.set(place, bytes);
    total += bytes;
    for (const oldest of files.keys()) {
      if (total <= maxBytes) break;
      if (!unfinished.has(oldest)) discard(oldest);
    }
  }

  function forget(place: string): void {
    total -= files.get(place) ?? 0;
    files.delete(place);
  }

  function hasRoom(bytes: number): boolean {
    const taken = [...unfinished].reduce((sum, place) => sum + (files.get(place) ?? 0), bytes);
    return bytes <= maxBytes / LARGEST_PART && taken <= maxBytes;
  }

  function discard(place: string): void {
    forget(place);
    run(rm(join(folder, place), { force: true, recursive: true }));
  }

  function run(task: Promise<unknown>): void {
    const settled = task.catch(() => undefined).finally(() => running.delete(settled));
    running.add(settled);
  }

  async function placeOf(connectionId: string, url: string): Promise<KeptPlace> {
    const { key } = await keys.of(connectionId);
    // Under its own address it would say on the disk what the account looked at.
    const name = createHmac("sha256", key.key)
      .update(`kept media ${fileOf(url)}`)
      .digest("hex");
    return { key, connectionId, name };
  }

  return {
    isOn: true,
    find: async (connectionId, url) => {
      const place = await placeOf(connectionId, url);
      const name = nameOf(place);
      return files.has(name) && !unfinished.has(name) ? openPlace(place) : undefined;
    },
    keep: async (connectionId, url, head) => {
      const place = await placeOf(connectionId, url);
      const name = nameOf(place);
      const bytes = keptBytes(place, head);
      if (head.size === 0 || unfinished.has(name) || !hasRoom(bytes)) return undefined;
      const { promise, resolve } = Promise.withResolvers<undefined>();
      unfinished.add(name);
      // Its room is taken before its first byte, so that the bound holds all the time.
      add(name, bytes);
      run(promise);
      return keepFile({
        path: join(folder, name),
        place,
        head,
        done: (isKept) => {
          unfinished.delete(name);
          if (!isKept) forget(name);
          else if (!files.has(name)) discard(name);
          resolve(undefined);
        },
      });
    },
    removeOf: (connectionId) => {
      for (const name of [...files.keys()]) if (name.startsWith(`${connectionId}/`)) forget(name);
      run(rm(join(folder, connectionId), { force: true, recursive: true }));
    },
    bytes: () => total,
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };

  async function openPlace(place: KeptPlace): Promise<KeptFile | undefined> {
    const name = nameOf(place);
    let handle: FileHandle | undefined;
    try {
      handle = await open(join(folder, name), "r+");
      const file = await openKept(handle, place);
      const bytes = files.get(name);
      files.delete(name);
      if (bytes !== undefined) files.set(name, bytes);
      // The order of use has to outlive this process.
      const seconds = clock.now() / 1000;
      await handle.utimes(seconds, seconds);
      return file;
    } catch {
      await handle?.close().catch(() => undefined);
      discard(name);
      return undefined;
    }
  }
}

function nameOf({ connectionId, name }: KeptPlace): string {
  return `${connectionId}/${name}`;
}

const NO_CACHE: MediaCache = {
  isOn: false,
  find: () => Promise.resolve(undefined),
  keep: () => Promise.resolve(undefined),
  removeOf: () => undefined,
  bytes: () => 0,
  settled: () => Promise.resolve(),
};

import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** A file in the folder of the cache. */
export interface FoundFile {
  /** Below the folder. */
  readonly place: string;
  readonly bytes: number;
}

const CONNECTION = /^conn_[0-9A-Za-z_-]+$/;
const NAME = /^[0-9a-f]{64}$/;

/**
 * The files that former processes kept, the one used longest ago first. What they did not finish, and
 * what is of connections that are gone, is removed; anything else in the folder is left alone.
 */
export async function findKeptFiles(
  folder: string,
  isAlive: (connectionId: string) => Promise<boolean>,
): Promise<readonly FoundFile[]> {
  const found: (FoundFile & { readonly usedAtMs: number })[] = [];
  for (const connectionId of await readdir(folder)) {
    if (!CONNECTION.test(connectionId)) continue;
    if (!(await isAlive(connectionId))) {
      await rm(join(folder, connectionId), { recursive: true, force: true });
      continue;
    }
    for (const name of await readdir(join(folder, connectionId))) {
      const place = `${connectionId}/${name}`;
      if (!NAME.test(name)) {
        if (name.endsWith(".part")) await rm(join(folder, place), { force: true });
        continue;
      }
      const { size, mtimeMs } = await stat(join(folder, place));
      found.push({ place, bytes: size, usedAtMs: mtimeMs });
    }
  }
  return found.sort((a, b) => a.usedAtMs - b.usedAtMs);
}

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

/** Folders for browsers to keep a login's state in, each for one login. */
export interface Profiles {
  readonly make: () => Promise<string>;
  readonly remove: (profile: string) => Promise<void>;
}

/**
 * Keeps them below the data folder, which is its owner's alone, and begins with none: what a killed
 * process left behind is removed.
 */
export async function openProfiles(dataDir: string): Promise<Profiles> {
  const folder = join(dataDir, "browsers");
  const remove = (path: string) =>
    // A browser that is ending may still write; the removal then begins again.
    rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  await remove(folder);
  return {
    make: async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return mkdtemp(join(folder, "login-"));
    },
    remove,
  };
}

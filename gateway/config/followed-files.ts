import { dirname } from "node:path";
import type { Clock } from "../clock.ts";
import { watchFolder, type FolderWatch } from "./watch.ts";

/** The files that a configuration is made of, being watched. */
export interface FollowedFiles {
  /** Watches the folders of these files, and no others any more. */
  readonly follow: (files: readonly string[]) => Promise<void>;
  /** Watches nothing from now on. */
  readonly close: () => Promise<void>;
}

/** Watches no file yet; `onSettled` is called whenever one that is followed has changed. */
export function createFollowedFiles(
  onSettled: () => void,
  options: { readonly clock: Clock; readonly pollMs: number },
): FollowedFiles {
  const watches = new Map<string, FolderWatch>();
  let isClosed = false;
  return {
    follow: async (files) => {
      if (isClosed) return;
      const folders = new Set(files.map((file) => dirname(file)));
      for (const [folder, watch] of watches) {
        if (folders.has(folder)) continue;
        watches.delete(folder);
        await watch.close();
      }
      for (const folder of folders)
        if (!watches.has(folder))
          watches.set(folder, await watchFolder(folder, onSettled, options));
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...watches.values()].map((watch) => watch.close()));
    },
  };
}

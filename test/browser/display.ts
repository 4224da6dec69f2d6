import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { Cleanup } from "../support/cleanup.ts";

/** A screen that nobody looks at, with a keyboard. */
export interface Display {
  readonly name: string;
  /** Presses keys as a person at the machine does. */
  readonly press: (...keys: readonly string[]) => void;
  /** How many of its spots have a colour: red, green, blue. */
  readonly count: (...colour: readonly [number, number, number]) => Promise<number>;
}

/** An X server of its own with what presses its keys, or why there is none. */
export async function startDisplay(cleanup: Cleanup): Promise<Display | string> {
  for (const [command, argument] of [
    ["Xvfb", "-help"],
    ["xdotool", "version"],
  ] as const)
    if (!isInstalled(command, argument)) return `${command} is not installed here`;
  const folder = await mkdtemp(join(tmpdir(), "countersign-display-"));
  const server = spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", "1280x900x24", "-fbdir", folder, "-nolisten", "tcp"],
    { stdio: ["ignore", "ignore", "ignore", "pipe"] },
  );
  cleanup.after(async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
    await rm(folder, { recursive: true, force: true });
  });
  const [said] = (await once(server.stdio[3] as Readable, "data")) as [Buffer];
  const name = `:${said.toString().trim()}`;
  return {
    name,
    press: (...keys) => {
      execFileSync("xdotool", ["key", ...keys], { env: { ...process.env, DISPLAY: name } });
    },
    count: async (red, green, blue) => {
      const picture = await readFile(join(folder, "Xvfb_screen0"));
      // XWDFile.h: the size of the header, and the count of colours of 12 bytes each that come before the spots.
      let at = picture.readUInt32BE(0) + picture.readUInt32BE(76) * 12;
      let found = 0;
      for (; at + 2 < picture.length; at += 4)
        if (picture[at] === blue && picture[at + 1] === green && picture[at + 2] === red) found++;
      return found;
    },
  };
}

function isInstalled(command: string, argument: string): boolean {
  try {
    execFileSync(command, [argument], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

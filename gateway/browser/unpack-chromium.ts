import { execFile } from "node:child_process";
import { lstat, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** A Chromium on this machine. */
export interface Chromium {
  readonly executablePath: string;
  /** Folder of its fonts, where it brings its own. */
  readonly fonts?: string;
}

/**
 * The Chromium that comes with the packages, unpacked once for each version and user.
 * @throws Error if the package is not installed or cannot be unpacked.
 */
export async function unpackChromium(): Promise<Chromium> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const version = /\d{1,5}\.\d{1,5}\.\d{1,5}/.exec(await versionOf(entry))?.[0] ?? "unknown";
  const folder = join(tmpdir(), `countersign-chromium-${version}-${userInfo().uid}`);
  if (!(await isOurs(folder))) await unpack(entry, folder);
  // Whoever could put a file of that name there could have it run by us.
  if (!(await isOurs(folder))) throw new Error(`${folder} belongs to somebody else.`);
  return { executablePath: join(folder, "chromium"), fonts: join(folder, "fonts") };
}

async function versionOf(entry: string): Promise<string> {
  const text = await readFile(join(entry, "../../package.json"), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

/** In a process of its own: the package unpacks into whatever the temporary folder is, and changes the environment. */
async function unpack(entry: string, folder: string): Promise<void> {
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)}); await chromium.executablePath();`;
    await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
      env: { TMPDIR: unfinished, HOME: unfinished },
    });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another process may have been first.
    if (!(await isOurs(folder))) throw error;
  }
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid, mode } = await lstat(folder);
    return uid === userInfo().uid && (mode & 0o170_077) === 0o040_000;
  } catch {
    return false;
  }
}

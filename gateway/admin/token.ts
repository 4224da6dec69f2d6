import { link, mkdir, open, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";

const ownerOnly = 0o600;
const tokenForm = /^adm_[0-9A-Za-z]{48}$/;

/**
 * The token of the admin API in `admin.token` of the data folder, made at first start for its owner's eyes.
 * @throws Error if the file holds no token, or others may read it.
 */
export async function loadAdminToken(dataDir: string, clock: Clock): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "admin.token");
  const kept = await readToken(file);
  if (kept !== undefined) return kept;
  const token = `adm_${newId("key_", clock).slice(4)}${newId("key_", clock).slice(4)}`;
  await writeToken(file, token, newId("req_", clock));
  // Another process may have been first: what is in the file counts.
  return (await readToken(file)) ?? token;
}

async function readToken(file: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const token = text.trim();
  if (!tokenForm.test(token))
    throw new Error(`${file} holds no admin token. Delete it, and the next start makes a new one.`);
  const { mode } = await stat(file);
  // Windows has no such bits.
  if (process.platform !== "win32" && (mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others. Run: chmod 600 ${file}`);
  return token;
}

/** Puts a whole file in place or leaves the one that is there: a reader never finds half a token. */
async function writeToken(file: string, token: string, unique: string): Promise<void> {
  const draft = `${file}.${unique}`;
  const handle = await open(draft, "wx", ownerOnly);
  try {
    await handle.writeFile(`${token}\n`);
    await handle.sync();
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await handle.close();
    await unlink(draft);
  }
}

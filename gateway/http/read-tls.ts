import { readFile } from "node:fs/promises";

/** The certificate and key that the listener serves with, out of their files; nothing where it serves without. */
export async function readTls(
  files: { readonly cert: string; readonly key: string } | undefined,
): Promise<{ readonly cert: string; readonly key: string } | undefined> {
  if (files === undefined) return undefined;
  return { cert: await readFile(files.cert, "utf8"), key: await readFile(files.key, "utf8") };
}

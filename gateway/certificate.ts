import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { createSecureContext } from "node:tls";
import type { Clock } from "./clock.ts";
import { ConfigError } from "./config/problem.ts";
import { watchFolder } from "./config/watch.ts";
import type { Log } from "./observe/log.ts";

/** A certificate chain and its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** How often the files are looked at when nothing told of a change. */
const POLL_MS = 60_000;

/**
 * The certificate in a pair of files, known to belong together.
 * @throws ConfigError naming the file that cannot be read, or what is wrong with the pair.
 */
export async function readCertificate(files: Certificate): Promise<Certificate> {
  const certificate = { cert: await read(files.cert, "cert"), key: await read(files.key, "key") };
  try {
    createSecureContext(certificate);
  } catch (error) {
    throw wrong(files.cert, "", `cannot be served with ${files.key}: ${messageOf(error)}.`);
  }
  return certificate;
}

/**
 * Hands over the certificate, and again whenever its files have changed to another sound pair. While they hold
 * no such pair the one before is served on, and the log says why.
 */
export async function watchCertificate(
  files: Certificate,
  use: (certificate: Certificate) => void,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<() => Promise<void>> {
  let served = await readCertificate(files);
  use(served);
  const renew = async (): Promise<void> => {
    try {
      const next = await readCertificate(files);
      if (next.cert === served.cert && next.key === served.key) return;
      use(next);
      served = next;
      const { validTo } = new X509Certificate(next.cert);
      log.info({ file: files.cert, validTo }, "a renewed certificate is served");
    } catch (error) {
      log.error({ error }, "the certificate's files changed and cannot be served");
    }
  };
  // One after the other: a slow look must not put an older pair back.
  let looks = Promise.resolve();
  const onSettled = (): void => {
    looks = looks.then(renew);
  };
  const folders = [...new Set([dirname(files.cert), dirname(files.key)])];
  const watches = await Promise.all(
    folders.map((folder) => watchFolder(folder, onSettled, { clock, pollMs: POLL_MS })),
  );
  return async () => {
    await Promise.all(watches.map((watch) => watch.close()));
    await looks;
  };
}

async function read(file: string, name: "cert" | "key"): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw wrong(file, `/server/tls/${name}`, `cannot be read: ${messageOf(error)}.`);
  }
}

function wrong(file: string, place: string, problem: string): ConfigError {
  const remedy = "Give a PEM certificate chain and the private key that belongs to it.";
  return new ConfigError([{ file, place, problem, remedy }]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

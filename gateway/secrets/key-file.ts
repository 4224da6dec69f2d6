import { randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { GatewayError } from "../errors.ts";
import { makePrivateFolder } from "../private-folder.ts";
import { parseKeys, type KeyProvider } from "./key-provider.ts";

/** Keys in a file that its owner alone can read (mode 0600), made at the first start. */
export function createKeyFileProvider(path: string): KeyProvider {
  const place = `the key file ${path}`;
  return {
    place,
    remedy: `Put the backup of the key back at ${path}, with mode 0600.`,
    load: () => {
      const text = readPrivate(path);
      if (text === undefined) return [];
      const keys = parseKeys(text, place);
      if (keys.length === 0) throw keyFileError(`The key file ${path} is empty. Put the key back.`);
      return keys;
    },
    create: () => {
      const text = randomBytes(32).toString("base64");
      writePrivate(path, `${text}\n`);
      const [key] = parseKeys(text, place);
      if (key === undefined) throw keyFileError(`The key file ${path} could not be made.`);
      return key;
    },
    add: () => {
      const text = randomBytes(32).toString("base64");
      const [key] = parseKeys(text, place);
      if (key === undefined) throw keyFileError(`A key for ${path} could not be made.`);
      replacePrivate(path, `${text}\n${readPrivate(path) ?? ""}`);
      return key;
    },
    keepFirst: () => {
      const [first = ""] = (readPrivate(path) ?? "").trim().split(/\s+/);
      replacePrivate(path, `${first}\n`);
    },
  };
}

function readPrivate(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw keyFileError(`The key file ${path} cannot be read. Check its owner and mode.`, cause);
  }
  try {
    const mode = fstatSync(file).mode & 0o777;
    // Windows has no such bits; what node reports there says nothing.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw keyFileError(
        `The key file ${path} can be read by others (mode 0${mode.toString(8)}). ` +
          `Run: chmod 600 ${path}. If others may have read it, change the key.`,
      );
    }
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

/** The file with another content, whole or as it was, whenever the power fails. */
function replacePrivate(path: string, text: string): void {
  const unfinished = `${path}.${process.pid}`;
  rmSync(unfinished, { force: true });
  writePrivate(unfinished, text);
  try {
    renameSync(unfinished, path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw keyFileError(`The key file ${path} cannot be replaced. Make its folder writable.`, cause);
  }
}

function writePrivate(path: string, text: string): void {
  try {
    makePrivateFolder(dirname(path));
    const file = openSync(path, "wx", 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw keyFileError(
      `The key file ${path} cannot be made: ${(cause as NodeJS.ErrnoException).code ?? "unknown"}. ` +
        "Make its folder writable, or set KEY_FILE to another place.",
      cause,
    );
  }
}

function keyFileError(message: string, cause?: unknown): GatewayError {
  return new GatewayError("NOT_READY", message, { reason: "key_file", cause });
}

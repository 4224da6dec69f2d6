import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Config } from "../config/schema.ts";
import { createKeyEnvironmentProvider } from "../secrets/key-environment.ts";
import { createKeyFileProvider } from "../secrets/key-file.ts";
import type { KeyProvider } from "../secrets/key-provider.ts";
import { unlock } from "../secrets/unlock.ts";
import type { Cli } from "./command.ts";

/** Where the master key is kept: a file, unless it comes from the environment. */
export interface KeyPlace {
  readonly file: string | undefined;
  readonly provider: KeyProvider;
}

/** Where a gateway with this configuration takes its master key from. */
export function keyPlace({ dataDir, keyFile }: Config, { env }: Cli): KeyPlace {
  if (env["MASTER_KEY"] !== undefined)
    return {
      file: undefined,
      provider: createKeyEnvironmentProvider("MASTER_KEY", env["MASTER_KEY"]),
    };
  const file = keyFile ?? join(dataDir, "master.key");
  return { file, provider: createKeyFileProvider(file) };
}

/** Why the key cannot open what the data folder holds; nothing if it can, or if nothing is sealed there yet. */
export function keyProblem(dataDir: string, { provider }: KeyPlace): string | undefined {
  const keyCheck = readKeyCheck(join(dataDir, "countersign.db"));
  if (keyCheck === undefined) return undefined;
  try {
    unlock(provider, keyCheck);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readKeyCheck(file: string): Uint8Array | undefined {
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const row = database.prepare("select value from meta where name = 'key_check'").get();
    return row === undefined ? undefined : Buffer.from(String(row["value"]), "base64");
  } finally {
    database.close();
  }
}

import { resolve } from "node:path";
import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import { makePrivateFolder } from "../private-folder.ts";
import type { KeyProvider } from "../secrets/key-provider.ts";
import { createMasterKey } from "../secrets/master-key.ts";
import { unlock } from "../secrets/unlock.ts";
import { createDataKeysRepository } from "./data-keys.ts";
import { addDefaults } from "./defaults.ts";
import { migrate, type VersionTables } from "./migrate.ts";
import { keyMigrations, mainMigrations } from "./migrations.ts";
import { createDatabase } from "./sqlite-dialect.ts";
import { startSqliteThread, type SqliteThread } from "./sqlite-thread.ts";
import { openError } from "./store-error.ts";
import { createRepositories, type Store } from "./store.ts";
import type { KeyTables, Tables } from "./tables.ts";

/** What a store is opened with. */
export interface StoreOptions {
  /** Made if it is missing, readable by its owner alone. */
  readonly dataDir: string;
  readonly keyProvider: KeyProvider;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Opens the data folder, brings its databases up to date and tries the key on them. The first start
 * makes what every gateway has: a key, the default organization and its default apps.
 * @throws GatewayError `NOT_READY` whose `reason` is `folder_held`, `read_only`, `disk_full`,
 * `corrupt`, `newer_schema`, `key_missing`, `key_wrong`, `key_invalid` or `key_file`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const dataDir = resolve(options.dataDir);
  makeFolder(dataDir);
  const thread = await startSqliteThread(dataDir, options.log);
  try {
    return await openDatabases(thread, options);
  } catch (error) {
    await thread.close();
    throw error;
  }
}

function makeFolder(dataDir: string): void {
  try {
    makePrivateFolder(dataDir);
  } catch (error) {
    throw openError(dataDir, { message: (error as Error).message });
  }
}

async function openDatabases(thread: SqliteThread, options: StoreOptions): Promise<Store> {
  const { clock, log, keyProvider } = options;
  await migrate(createDatabase<VersionTables>(thread, "main"), mainMigrations, clock);
  await migrate(createDatabase<VersionTables>(thread, "keys"), keyMigrations, clock);
  const db = createDatabase<Tables>(thread, "main");
  const repositories = createRepositories(db);

  const kept = await repositories.meta.get(keyCheckName);
  const keyCheck = kept === undefined ? undefined : Buffer.from(kept, "base64");
  const saveKeyCheck = (check: Buffer) =>
    repositories.meta.set(keyCheckName, check.toString("base64"));
  const { keyRing, newKeyCheck, createdKeyAt } = unlock(keyProvider, keyCheck);
  if (newKeyCheck !== undefined) await saveKeyCheck(newKeyCheck);
  if (keyProvider.warning !== undefined) log.warn({}, keyProvider.warning);

  const transaction: Store["transaction"] = (work) =>
    db.transaction().execute((inner) => work(createRepositories(inner)));
  await transaction((inner) => addDefaults(inner, clock));

  const dataKeys = createDataKeysRepository(createDatabase<KeyTables>(thread, "keys"));
  return {
    ...repositories,
    dataKeys,
    keyRing,
    masterKey: createMasterKey({
      provider: keyProvider,
      keyRing,
      dataKeys,
      keyOwners: repositories.keyOwners,
      saveKeyCheck,
      clock,
    }),
    createdKeyAt,
    transaction,
    problem: thread.problem,
    notices: thread.notices,
    close: thread.close,
  };
}

const keyCheckName = "key_check";

import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { DataKeysRepository } from "../store/data-keys.ts";
import type { KeyOwnersRepository } from "../store/key-owners.ts";
import type { DataKeyRow } from "../store/tables.ts";

/** What data keys are looked up in, a page at a time. */
export interface KeyPlaces {
  readonly dataKeys: DataKeysRepository;
  readonly keyOwners: KeyOwnersRepository;
}

const PAGE = 200;
/** Owners that keys are made for just before they are themselves; whatever else a key is for, it is never an orphan. */
const OWNER = /^(conn|whep|lnk)_/;
/** A kill leaves the keys of what was being made just then; more of them say that countersign.db is another's, or older. */
const MOST = 64;

/** All data keys in the order of their IDs. */
export async function* dataKeyPages({
  dataKeys,
}: Pick<KeyPlaces, "dataKeys">): AsyncGenerator<readonly DataKeyRow[]> {
  let page = await dataKeys.page("", PAGE);
  while (page.length > 0) {
    yield page;
    page = await dataKeys.page(page.at(-1)?.id ?? "", PAGE);
  }
}

/** Those that belong to nothing: their process died between keeping the key and what it is for. */
export async function orphansAmong(
  keys: readonly DataKeyRow[],
  { keyOwners }: Pick<KeyPlaces, "keyOwners">,
): Promise<readonly DataKeyRow[]> {
  const owned = keys.filter(({ connectionId }) => OWNER.test(connectionId));
  if (owned.length === 0) return [];
  const present = await keyOwners.present(owned.map(({ connectionId }) => connectionId));
  return owned.filter(({ connectionId }) => !present.has(connectionId));
}

/** Removes them, before anything is served: later, one may be about to get what it is for. */
export async function removeOrphans(
  places: KeyPlaces,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Promise<void> {
  const startedMs = clock.elapsed();
  const orphans: DataKeyRow[] = [];
  for await (const page of dataKeyPages(places))
    orphans.push(...(await orphansAmong(page, places)));
  const count = orphans.length;
  if (count === 0) return;
  if (count > MOST) {
    log.warn(
      { count },
      "more data keys belong to nothing than a kill leaves: they stay. See that countersign.db is the one that belongs to keys.db",
    );
    return;
  }
  await places.dataKeys.remove(orphans.map(({ id }) => id));
  const tookMs = Math.round(clock.elapsed() - startedMs);
  log.info({ count, tookMs }, "data keys that belonged to nothing were destroyed");
}

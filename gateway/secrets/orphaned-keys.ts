import type { Clock } from "../clock.ts";
import type { Log } from "../observe/log.ts";
import type { DataKeysRepository, KeyOwner } from "../store/data-keys.ts";
import type { KeyOwnersRepository } from "../store/key-owners.ts";
import type { MetaRepository } from "../store/meta.ts";

/** What data keys, and what they are of, are looked up in. */
export interface KeyPlaces {
  readonly dataKeys: DataKeysRepository;
  readonly keyOwners: KeyOwnersRepository;
}

const PAGE = 1000;
/** Owners that keys are made for just before they are themselves; whatever else a key is for, it is never an orphan. */
const OWNER = /^(conn|whep|lnk)_/;
/** A kill leaves the keys of what was being made just then; more of them say that countersign.db is another's, or older. */
const MOST = 64;

/** Since when keys may be orphans, in ms: those before were looked at, and what they are of takes them with it when it goes. */
const LOOKED_AT = "orphans.looked_at";

/** What there are keys of, made at a time or later, and nothing else: its process died between keeping the key and what it is for. */
export async function findOrphans(
  { dataKeys, keyOwners }: KeyPlaces,
  sinceMs = 0,
): Promise<readonly KeyOwner[]> {
  const orphans: KeyOwner[] = [];
  for (let lastId = ""; ;) {
    const page = await dataKeys.owners(sinceMs, lastId, PAGE);
    const firstId = page[0]?.id;
    if (firstId === undefined) return orphans;
    lastId = page.at(-1)?.id ?? firstId;
    const present = await keyOwners.between(firstId, lastId);
    orphans.push(...page.filter(({ id }) => OWNER.test(id) && !present.has(id)));
  }
}

/** Destroys the keys of all orphans, before anything is served: later, one may be about to get what it is for. */
export async function removeOrphans(
  places: KeyPlaces & { readonly meta: MetaRepository },
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Promise<void> {
  const { dataKeys, meta } = places;
  const [startedMs, now] = [clock.elapsed(), clock.now()];
  const orphans = await findOrphans(places, Number((await meta.get(LOOKED_AT)) ?? 0));
  const count = orphans.length;
  if (count > MOST) {
    log.warn(
      { count },
      "more data keys belong to nothing than a kill leaves: they stay. See that countersign.db is the one that belongs to keys.db",
    );
    return;
  }
  for (const { id } of orphans) await dataKeys.removeOf(id);
  await meta.set(LOOKED_AT, String(now));
  if (count === 0) return;
  const tookMs = Math.round(clock.elapsed() - startedMs);
  log.info({ count, tookMs }, "data keys that belonged to nothing were destroyed");
}

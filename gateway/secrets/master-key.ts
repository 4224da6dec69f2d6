import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { DataKeysRepository, KeyOwner } from "../store/data-keys.ts";
import type { KeyOwnersRepository } from "../store/key-owners.ts";
import type { DataKeyRow } from "../store/tables.ts";
import type { KeyProvider } from "./key-provider.ts";
import type { KeyRing } from "./key-ring.ts";
import { findOrphans } from "./orphaned-keys.ts";
import { sealedKeyId } from "./sealed.ts";

/** The key that wraps all data keys. */
export interface MasterKey {
  readonly status: () => Promise<MasterKeyStatus>;
  /**
   * Has a new key wrap everything, while the old one still opens what it has not come to yet; then
   * the old one opens nothing and is taken out of its place. One that broke off is finished instead.
   * @throws GatewayError `NOT_READY` if the key's place cannot be written, or lacks the present key.
   */
  readonly rotate: () => Promise<Rotation>;
}

/** What the master key is, never the key. */
export interface MasterKeyStatus {
  readonly place: string;
  readonly keyId: string;
  /** How many data keys each key wraps; a second one is that of a rotation under way, or broken off. */
  readonly wraps: Readonly<Record<string, number>>;
  /** How many of them belong to nothing; the next start destroys them. */
  readonly orphaned: number;
}

/** What a rotation did. */
export interface Rotation {
  readonly place: string;
  readonly keyId: string;
  readonly rewrapped: number;
  /** Whether the old key is still in its place, because this gateway may not write there. */
  readonly oldKeyStays: boolean;
}

/** What the master key is used with. */
export interface MasterKeyOptions {
  readonly provider: KeyProvider;
  readonly keyRing: KeyRing;
  readonly dataKeys: DataKeysRepository;
  readonly keyOwners: KeyOwnersRepository;
  readonly clock: Clock;
  readonly saveKeyCheck: (check: Buffer) => Promise<void>;
}

const PAGE = 200;
/** A key so young may be that of something that is just being made. */
const YOUNG_MS = 60_000;

/** The master key of an open store. */
export function createMasterKey(options: MasterKeyOptions): MasterKey {
  const { provider, keyRing, dataKeys, saveKeyCheck, clock } = options;
  const { place } = provider;
  let turn: Promise<unknown> = Promise.resolve();

  const isOld = ({ keyedAt }: KeyOwner) => clock.now() - keyedAt > YOUNG_MS;

  /** Brings the ring's first key up to the provider's, or makes one if there is none to come. */
  function advance(): void {
    const [first, ...older] = provider.load();
    const present = keyRing.currentKeyId();
    if (![first, ...older].some((key) => key?.id === present)) throw presentMissing(provider);
    if (first !== undefined && first.id !== present) keyRing.use(first);
    else if (older.length === 0) {
      if (provider.add === undefined) throw cannotMake(provider);
      keyRing.use(provider.add());
    }
  }

  /** All data keys in the order of their IDs. */
  async function* pages(): AsyncGenerator<readonly DataKeyRow[]> {
    let page = await dataKeys.page("", PAGE);
    while (page.length > 0) {
      yield page;
      page = await dataKeys.page(page.at(-1)?.id ?? "", PAGE);
    }
  }

  async function rewrapAll(): Promise<number> {
    let count = 0;
    for await (const page of pages()) {
      const rewrapped = page.flatMap(({ id, connectionId, wrapped }) => {
        const again = keyRing.rewrap(wrapped, id, connectionId);
        return again === undefined ? [] : [{ id, wrapped: again }];
      });
      if (rewrapped.length > 0) await dataKeys.rewrap(rewrapped);
      count += rewrapped.length;
    }
    return count;
  }

  async function rotate(): Promise<Rotation> {
    advance();
    const rewrapped = await rewrapAll();
    await saveKeyCheck(keyRing.createKeyCheck());
    // Not before everything is under the new key: until then a restart needs both.
    provider.keepFirst?.();
    const oldKeyStays = provider.keepFirst === undefined;
    return { place, keyId: keyRing.currentKeyId(), rewrapped, oldKeyStays };
  }

  return {
    status: async () => {
      const wraps: Record<string, number> = {};
      for await (const page of pages()) {
        for (const { wrapped } of page) {
          const keyId = sealedKeyId(wrapped);
          wraps[keyId] = (wraps[keyId] ?? 0) + 1;
        }
      }
      const orphaned = (await findOrphans(options)).filter(isOld).length;
      return { place, keyId: keyRing.currentKeyId(), wraps, orphaned };
    },
    rotate: () => {
      const result = turn.then(rotate, rotate);
      turn = result.catch(() => undefined);
      return result;
    },
  };
}

function presentMissing({ place }: KeyProvider): GatewayError {
  return new GatewayError(
    "NOT_READY",
    `The key this gateway uses is no longer in ${place}: without it nothing could be opened again ` +
      "should the rotation break off. Put it back there, after the new one.",
    { reason: "key_wrong" },
  );
}

function cannotMake({ place }: KeyProvider): GatewayError {
  return new GatewayError(
    "NOT_READY",
    `A new key cannot be put into ${place} from here. Put one there before the present one, restart, and rotate again.`,
    { reason: "key_missing" },
  );
}

import { GatewayError } from "../errors.ts";
import type { KeyProvider } from "./key-provider.ts";
import { createKeyRing, type KeyRing } from "./key-ring.ts";

/** The ring of a store's keys, and what its first start has to keep and to tell. */
export interface Unlocked {
  readonly keyRing: KeyRing;
  /** To be kept in the store; set at its first start only. */
  readonly newKeyCheck: Buffer | undefined;
  /** Where a key was made just now; the operator must hear of it and back it up. */
  readonly createdKeyAt: string | undefined;
}

/**
 * Loads the keys and tries them on the store's key-check value. Only a store without one, which is
 * empty, may be given a key that was just made.
 * @throws GatewayError `NOT_READY` without the key, with a wrong one, or if the provider refuses.
 */
export function unlock(provider: KeyProvider, keyCheck: Uint8Array | undefined): Unlocked {
  const [current, ...older] = provider.load();
  if (keyCheck === undefined) {
    const created = current === undefined ? provider.create?.() : undefined;
    const key = current ?? created;
    if (key === undefined)
      throw locked("key_missing", `There is no key in ${provider.place}`, provider);
    const keyRing = createKeyRing(key, older);
    const createdKeyAt = created && provider.place;
    return { keyRing, newKeyCheck: keyRing.createKeyCheck(), createdKeyAt };
  }
  if (current === undefined) {
    const message = `The data folder holds sealed sessions, but there is no key in ${provider.place}`;
    throw locked("key_missing", message, provider);
  }
  const keyRing = createKeyRing(current, older);
  if (!keyRing.passesKeyCheck(keyCheck)) {
    const message = `The key in ${provider.place} is not the one this data folder was sealed with`;
    throw locked("key_wrong", message, provider);
  }
  return { keyRing, newKeyCheck: undefined, createdKeyAt: undefined };
}

function locked(reason: string, message: string, provider: KeyProvider): GatewayError {
  return new GatewayError("NOT_READY", `${message}. ${provider.remedy}`, { reason });
}

import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import { open, seal, sealedKeyId, sealingKey, type SealingKey } from "./sealed.ts";

/** The key-encryption keys in force: they wrap the data keys and nothing else. */
export interface KeyRing {
  /** The ID of the key that wraps now. */
  readonly currentKeyId: () => string;
  /** Has another key wrap from now on; those there were still unwrap. */
  readonly use: (key: SealingKey) => void;
  /** The same data key wrapped by the key that wraps now; nothing if it is. @throws like `unwrap`. */
  readonly rewrap: (
    wrapped: Uint8Array,
    dataKeyId: string,
    connectionId: string,
  ) => Buffer | undefined;
  /** A data key for what belongs to one connection, and its wrapped form to keep. */
  readonly createDataKey: (
    connectionId: string,
    clock: Clock,
  ) => { readonly dataKey: SealingKey; readonly wrapped: Buffer };
  /** @throws GatewayError `INTERNAL_ERROR` if it was altered, belongs to another connection, or its key is not on the ring. */
  readonly unwrap: (wrapped: Uint8Array, dataKeyId: string, connectionId: string) => SealingKey;
  /** A value that only this ring's current key makes, to recognise the key by at the next start. */
  readonly createKeyCheck: () => Buffer;
  /** Whether a key on this ring made the value. */
  readonly passesKeyCheck: (check: Uint8Array) => boolean;
}

/** Makes the ring of the keys a provider gave; the first wraps, all unwrap. */
export function createKeyRing(first: SealingKey, older: readonly SealingKey[] = []): KeyRing {
  const keys = new Map([...older, first].map((key) => [key.id, key]));
  let current = first;
  const keyOf = (sealed: Uint8Array): SealingKey => {
    const id = sealedKeyId(sealed);
    const key = keys.get(id);
    if (key !== undefined) return key;
    throw new GatewayError("INTERNAL_ERROR", `A record needs the key ${id}, which is not loaded.`);
  };

  return {
    currentKeyId: () => current.id,
    use: (key) => {
      keys.set(key.id, key);
      current = key;
    },
    rewrap: (wrapped, dataKeyId, connectionId) => {
      const key = keyOf(wrapped);
      if (key.id === current.id) return undefined;
      const bytes = open(key, wrapped, wrapContext(connectionId, dataKeyId, key.id));
      const rewrapped = seal(current, bytes, wrapContext(connectionId, dataKeyId, current.id));
      bytes.fill(0);
      return rewrapped;
    },
    createDataKey: (connectionId, clock) => {
      const id = newId("dk_", clock);
      const bytes = randomBytes(32);
      const wrapped = seal(current, bytes, wrapContext(connectionId, id, current.id));
      return { dataKey: sealingKey(id, bytes), wrapped };
    },
    unwrap: (wrapped, dataKeyId, connectionId) => {
      const key = keyOf(wrapped);
      return sealingKey(
        dataKeyId,
        open(key, wrapped, wrapContext(connectionId, dataKeyId, key.id)),
      );
    },
    createKeyCheck: () => seal(current, Buffer.alloc(0), ["key check", current.id]),
    passesKeyCheck: (check) => {
      try {
        const key = keyOf(check);
        open(key, check, ["key check", key.id]);
        return true;
      } catch {
        return false;
      }
    },
  };
}

function wrapContext(connectionId: string, dataKeyId: string, keyId: string): readonly string[] {
  return ["data key", connectionId, dataKeyId, keyId];
}

import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from "node:crypto";
import { GatewayError } from "../errors.ts";

/** A 256-bit key with the name that what it seals carries. */
export interface SealingKey {
  readonly id: string;
  readonly key: KeyObject;
  /** The first and the latest IV it was used with here. */
  readonly used: { first?: Buffer; latest?: Buffer };
}

/** Makes a key of 32 bytes and wipes them: from then on they are in the key alone. */
export function sealingKey(id: string, bytes: Buffer): SealingKey {
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return { id, key, used: {} };
}

/**
 * Encrypts with AES-256-GCM and binds the result to its context, the place where it is kept. The
 * result describes itself: format version, key ID (length and text), 96-bit IV, ciphertext, 128-bit tag.
 * @throws GatewayError `INTERNAL_ERROR` if the random source repeats itself.
 */
export function seal(key: SealingKey, plaintext: Buffer, context: readonly string[]): Buffer {
  return createSeal(key, context, 1)(plaintext);
}

/** The same for many small texts of one context, at two thirds of the cost each; randomness is drawn for `batch` of them. */
export function createSeal(
  { id, key, used }: SealingKey,
  context: readonly string[],
  batch = 32,
): (plaintext: Buffer) => Buffer {
  const before = Buffer.concat([Buffer.of(formatVersion, Buffer.byteLength(id)), Buffer.from(id)]);
  const bodyAt = before.length + ivBytes;
  const bound = additionalData(Buffer.concat([before, Buffer.alloc(ivBytes)]), context);
  let random = noBytes;
  return (plaintext) => {
    // Never the injected clock's randomness: a repeated IV under one key gives the plaintexts away.
    if (random.length === 0) random = randomBytes(ivBytes * batch);
    const iv = random.subarray(0, ivBytes);
    random = random.subarray(ivBytes);
    assertFresh(iv, used);
    iv.copy(bound, before.length);
    const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
    cipher.setAAD(bound);
    const sealed = Buffer.allocUnsafe(bodyAt + plaintext.length + tagBytes);
    bound.copy(sealed, 0, 0, bodyAt);
    // GCM gives all of it at once; `final` adds nothing.
    cipher.update(plaintext).copy(sealed, bodyAt);
    cipher.final();
    cipher.getAuthTag().copy(sealed, bodyAt + plaintext.length);
    return sealed;
  };
}

/**
 * Decrypts what `seal` made with the same key and context.
 * @throws GatewayError `INTERNAL_ERROR` if it was altered, cut, or belongs elsewhere.
 */
export function open(key: SealingKey, sealed: Uint8Array, context: readonly string[]): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (sealedKeyId(bytes) !== key.id) throw unopenable("it is sealed with another key");
  const bodyAt = headerBytes(bytes);
  const tagAt = bytes.length - tagBytes;
  const iv = bytes.subarray(bodyAt - ivBytes, bodyAt);
  const decipher = createDecipheriv("aes-256-gcm", key.key, iv, { authTagLength: tagBytes });
  decipher.setAAD(additionalData(bytes.subarray(0, bodyAt), context));
  decipher.setAuthTag(bytes.subarray(tagAt));
  const plaintext = decipher.update(bytes.subarray(bodyAt, tagAt));
  try {
    // What `update` gave is unproven until `final` has checked the tag.
    return Buffer.concat([plaintext, decipher.final()]);
  } catch (cause) {
    throw unopenable("it was altered, or belongs elsewhere", cause);
  } finally {
    plaintext.fill(0);
  }
}

/** How many bytes so many of a plaintext come to. */
export function sealedBytes({ id }: SealingKey, plainBytes: number): number {
  return 2 + Buffer.byteLength(id) + ivBytes + plainBytes + tagBytes;
}

/** The ID of the key that opens a sealed record. @throws GatewayError `INTERNAL_ERROR` if it is none. */
export function sealedKeyId(sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes[0] !== formatVersion) throw unopenable("its format is unknown");
  if (bytes.length < headerBytes(bytes) + tagBytes) throw unopenable("it is cut off");
  return bytes.toString("utf8", 2, headerBytes(bytes) - ivBytes);
}

const noBytes = Buffer.alloc(0);
const formatVersion = 1;
const ivBytes = 12;
// Node takes tags as short as 4 bytes unless the length is fixed.
const tagBytes = 16;

/** A source that goes round in a circle comes back to where it began; one that is stuck, at once. */
function assertFresh(iv: Buffer, used: SealingKey["used"]): void {
  if (used.first?.equals(iv) === true || used.latest?.equals(iv) === true)
    throw new GatewayError(
      "INTERNAL_ERROR",
      "The machine's random source repeats itself; nothing is sealed with it.",
    );
  used.first ??= iv;
  used.latest = iv;
}

function headerBytes(bytes: Buffer): number {
  return 2 + (bytes[1] ?? 0) + ivBytes;
}

/** Header and context with the length before each part, so that no two contexts read alike. */
function additionalData(header: Buffer, context: readonly string[]): Buffer {
  const parts: Buffer[] = [header];
  for (const text of context) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    parts.push(length, Buffer.from(text));
  }
  return Buffer.concat(parts);
}

function unopenable(why: string, cause?: unknown): GatewayError {
  return new GatewayError("INTERNAL_ERROR", `A sealed record cannot be opened: ${why}.`, { cause });
}

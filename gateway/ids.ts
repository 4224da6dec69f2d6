import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Clock } from "./clock.ts";
import type { EnvironmentName } from "./environments.ts";

/** An ID: a prefix that says what it names (`conn_`, `req_`, …) and 24 base62 characters, 142 random bits. */
export function newId<Prefix extends `${string}_`>(
  prefix: Prefix,
  clock: Clock,
): `${Prefix}${string}` {
  let pool = pools.get(clock);
  if (pool === undefined) pools.set(clock, (pool = createPool(clock.randomBytes, 4096)));
  return `${prefix}${base62(24, pool)}`;
}

/** A new API key: `ck_<environment>_`, 43 base62 characters (256 bits) and 6 of their CRC-32. */
export function newKey(environment: EnvironmentName): string {
  const body = `ck_${environment}_${base62(43, createPool(randomBytes, 64))}`;
  return body + checksum(body);
}

/** Whether a text can be an API key. Its checksum tells a typing error or a guess from a key without a look-up. */
export function checkKey(text: string): boolean {
  return keyForm.test(text) && checksum(text.slice(0, -6)) === text.slice(-6);
}

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const keyForm = /^ck_(?:sandbox|live)_[0-9A-Za-z]{49}$/;

interface Pool {
  readonly randomBytes: (size: number) => Buffer;
  readonly size: number;
  bytes: Buffer;
  next: number;
}

// Asking for randomness costs 4 µs whatever the amount, so each clock's is drawn in batches.
const pools = new WeakMap<Clock, Pool>();

function createPool(random: (size: number) => Buffer, size: number): Pool {
  return { randomBytes: random, size, bytes: random(size), next: 0 };
}

function base62(length: number, pool: Pool): string {
  let text = "";
  while (text.length < length) {
    if (pool.next === pool.size) {
      pool.bytes = pool.randomBytes(pool.size);
      pool.next = 0;
    }
    const byte = pool.bytes[pool.next++] ?? 0;
    // 248 is the greatest multiple of 62 in a byte: taking more would favour the first letters.
    if (byte < 248) text += alphabet.charAt(byte % 62);
  }
  return text;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let digit = 0; digit < 6; digit++) {
    text = alphabet.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

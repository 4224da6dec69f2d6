import type { IncomingMessage } from "node:http";
import { GatewayError } from "../errors.ts";
import { secretBytes } from "../secrets/secret-bytes.ts";

/** A form that was sent. Its values stay bytes until one is asked for as text, so that they can be wiped. */
export interface Form {
  readonly text: (name: string) => string | undefined;
  readonly all: (name: string) => string[];
  /** A value's own bytes; they are gone after `wipe`. */
  readonly bytes: (name: string) => Buffer;
  /** Overwrites every value. */
  readonly wipe: () => void;
}

const MAX_BYTES = 16_384;
const MAX_FIELDS = 120;

/**
 * Reads an `application/x-www-form-urlencoded` body and overwrites what was received as it goes: a
 * text, once made, could not be. (WHATWG URL §5.1.)
 * @throws GatewayError `BODY_TOO_LARGE`, `BAD_REQUEST`.
 */
export async function readForm(body: IncomingMessage): Promise<Form> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    chunks.push(chunk);
    if (length > MAX_BYTES) break;
  }
  const whole = Buffer.concat(chunks);
  for (const chunk of chunks) chunk.fill(0);
  try {
    if (length > MAX_BYTES) throw new GatewayError("BODY_TOO_LARGE", "The form is too large.");
    return createForm(parse(whole));
  } finally {
    whole.fill(0);
  }
}

type Fields = readonly (readonly [name: string, value: Buffer])[];

function createForm(fields: Fields): Form {
  const valuesOf = (name: string) =>
    fields.filter(([each]) => each === name).map(([, value]) => value);
  return {
    text: (name) => valuesOf(name)[0]?.toString(),
    all: (name) => valuesOf(name).map((value) => value.toString()),
    bytes: (name) => valuesOf(name)[0] ?? Buffer.alloc(0),
    wipe: () => {
      for (const [, value] of fields) value.fill(0);
    },
  };
}

function parse(body: Buffer): Fields {
  const fields: (readonly [string, Buffer])[] = [];
  for (let from = 0; from < body.length;) {
    const found = body.indexOf(AMPERSAND, from);
    const to = found === -1 ? body.length : found;
    const pair = body.subarray(from, to);
    const equals = pair.indexOf(EQUALS);
    const name = decode(equals === -1 ? pair : pair.subarray(0, equals)).toString();
    fields.push([name, equals === -1 ? Buffer.alloc(0) : decode(pair.subarray(equals + 1))]);
    if (fields.length > MAX_FIELDS)
      throw new GatewayError("BAD_REQUEST", "The form has too many fields.");
    from = to + 1;
  }
  return fields;
}

function decode(bytes: Buffer): Buffer {
  const decoded = secretBytes(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const high = hexDigit(bytes[at + 1]);
    const low = hexDigit(bytes[at + 2]);
    if (byte === PERCENT && high !== undefined && low !== undefined) {
      decoded[length++] = high * 16 + low;
      at += 2;
    } else decoded[length++] = byte === PLUS ? SPACE : byte;
  }
  return decoded.subarray(0, length);
}

function hexDigit(byte = 0): number | undefined {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const upper = byte & ~32;
  return upper >= 65 && upper <= 70 ? upper - 55 : undefined;
}

const AMPERSAND = 38;
const EQUALS = 61;
const PERCENT = 37;
const PLUS = 43;
const SPACE = 32;

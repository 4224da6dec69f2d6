import { createHash } from "node:crypto";
import { createRandom, HEX, LOWER } from "../random.ts";

/** A file on its way into the bucket, or in it. Only its size and hashes are kept. */
export interface StoredObject {
  readonly key: string;
  readonly contentType: string;
  readonly uploadId: string | undefined;
  readonly parts: Map<number, { readonly etag: string; readonly bytes: number }>;
  readonly expectedParts: number;
  /** Set once all parts are there and, for several, finished. */
  etag: string | undefined;
}

/** The permission to put one part. */
export interface Ticket {
  readonly object: StoredObject;
  readonly part: number;
  readonly expiresAt: number;
}

/** Uploads from the first signed address to the claim a post is made with. */
export interface Uploads {
  /** One token for each part's address. */
  readonly create: (
    key: string,
    parts: number,
    contentType: string,
    now: number,
  ) => { readonly object: StoredObject; readonly tokens: readonly string[] };
  readonly ticket: (token: string) => Ticket | undefined;
  readonly put: (ticket: Ticket, etag: string, bytes: number) => void;
  /** Joins the parts; `undefined` unless exactly those parts are there. */
  readonly finish: (
    uploadId: string,
    parts: readonly { readonly part: number; readonly etag: string }[],
  ) => StoredObject | undefined;
  readonly find: (key: string) => StoredObject | undefined;
  /** Hands a finished object to the converter, which names the process. */
  readonly convert: (object: StoredObject) => string;
  readonly claim: (processId: string) => StoredObject | undefined;
}

const TICKET_MS = 3_600_000;
const MAX_KEPT = 1_000;

/** No uploads yet; tokens and ids follow from the seed. */
export function createUploads(seed: string): Uploads {
  const random = createRandom(seed, "uploads");
  const objects = new Map<string, StoredObject>();
  const tickets = new Map<string, Ticket>();
  const claims = new Map<string, StoredObject>();

  return {
    create: (key, parts, contentType, now) => {
      const object: StoredObject = {
        key,
        contentType,
        uploadId: parts > 1 ? random.text(32, LOWER) : undefined,
        parts: new Map(),
        expectedParts: parts,
        etag: undefined,
      };
      keep(objects, key, object, MAX_KEPT);
      const tokens = Array.from({ length: parts }, (_, index) => {
        const token = random.text(64, HEX);
        keep(tickets, token, { object, part: index + 1, expiresAt: now + TICKET_MS }, 10_000);
        return token;
      });
      return { object, tokens };
    },
    ticket: (token) => tickets.get(token),
    put: ({ object, part }, etag, bytes) => {
      object.parts.set(part, { etag, bytes });
      if (object.expectedParts === 1) object.etag = etag;
    },
    finish: (uploadId, parts) => {
      const object = [...objects.values()].find((candidate) => candidate.uploadId === uploadId);
      const isComplete =
        object !== undefined &&
        parts.length === object.expectedParts &&
        parts.every(({ part, etag }) => object.parts.get(part)?.etag === etag);
      if (!isComplete) return undefined;
      object.etag = joinedEtag(object);
      return object;
    },
    find: (key) => objects.get(key),
    convert: (object) => {
      const processId = random.text(24, LOWER);
      keep(claims, processId, object, MAX_KEPT);
      return processId;
    },
    claim: (processId) => claims.get(processId),
  };
}

/** How many bytes an object has. */
export function bytesOf(object: StoredObject): number {
  return [...object.parts.values()].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** S3's ETag of a multipart object: the hash of the parts' hashes, and how many there were. */
function joinedEtag(object: StoredObject): string {
  const hash = createHash("md5");
  for (let part = 1; part <= object.expectedParts; part++)
    hash.update(Buffer.from(object.parts.get(part)?.etag ?? "", "hex"));
  return `${hash.digest("hex")}-${object.expectedParts}`;
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value, max: number): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > max && oldest !== undefined) map.delete(oldest);
}

import { createHash } from "node:crypto";
import { once } from "node:events";
import type { ClientRequest } from "node:http";
import type { PublicFetch } from "../egress/public-fetch.ts";
import { GatewayError } from "../errors.ts";
import type { BodySource } from "../http/transport.ts";
import type { SendPlain } from "./send-plain.ts";
import type { UploadOwner, Uploads } from "./upload.ts";

/** Brings a file from an address to the upstream and gives the upload's ID. @throws GatewayError `BAD_REQUEST`, and what uploads throw. */
export type Ingest = (owner: UploadOwner, url: string) => Promise<string>;

/** A file whose size nobody says is read into memory first, and must be smaller than this. */
const MAX_UNKNOWN_BYTES = 8_388_608;

/** Makes it: fetched and sent on as it comes, a part after the other. */
export function createIngest(options: {
  readonly fetchFile: PublicFetch;
  readonly uploads: Uploads;
  readonly sendPlain: SendPlain;
  readonly timeoutMs: number;
}): Ingest {
  const { fetchFile, uploads, sendPlain, timeoutMs } = options;

  async function sendPart(owner: UploadOwner, id: string, number: number, body: Reader) {
    const { url, bytes, contentType } = await uploads.target(owner, id, number);
    const hash = createHash("md5");
    const { status, headers } = await sendPlain(owner.connection, {
      method: "PUT",
      url,
      headers: { "content-type": contentType },
      body: body.part(bytes, (chunk) => hash.update(chunk)),
      bodyBytes: bytes,
      timeoutMs,
    });
    const etag = (headers.etag ?? "").replaceAll('"', "");
    const md5 = hash.digest("hex");
    if (status !== 200 || (/^[0-9a-f]{32}$/i.test(etag) && etag.toLowerCase() !== md5))
      throw (
        body.failure ??
        new GatewayError("UPSTREAM_UNREACHABLE", "The file store did not take the file.")
      );
    await uploads.sent(owner, id, number, etag);
  }

  return async (owner, url) => {
    const file = await fetchFile(url);
    try {
      const { contentType } = file;
      const whole = file.size === undefined ? await readSmall(file.body) : undefined;
      const size = whole?.length ?? file.size ?? 0;
      if (size === 0)
        throw new GatewayError("BAD_REQUEST", "A media address leads to an empty file.");
      const plan = await uploads.init(owner, {
        filename: nameOf(url, contentType),
        size,
        contentType,
      });
      const reader = new Reader(whole === undefined ? file.body : [whole]);
      for (let number = 1; number <= plan.totalParts; number++)
        await sendPart(owner, plan.id, number, reader);
      await uploads.complete(owner, plan.id);
      return plan.id;
    } finally {
      file.close();
    }
  };
}

/** Reads a stream of bytes in parts of a given length. */
class Reader {
  /** Why the source broke off, if it did. */
  failure: Error | undefined;
  readonly #source: AsyncIterator<Buffer> | Iterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer> | Iterable<Buffer>) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  /** The next `bytes` as a request's body, each piece shown to `watch`. */
  part(bytes: number, watch: (chunk: Buffer) => void): BodySource {
    return {
      pump: (destination) => {
        this.#write(destination, bytes, watch).catch((error: unknown) => {
          this.failure = error as Error;
          destination.destroy(this.failure);
        });
      },
    };
  }

  async #write(destination: ClientRequest, bytes: number, watch: (chunk: Buffer) => void) {
    for (let left = bytes; left > 0;) {
      const chunk = (await this.#next()).subarray(0, left);
      this.#rest = this.#rest.subarray(chunk.length);
      left -= chunk.length;
      watch(chunk);
      if (!destination.write(chunk)) await once(destination, "drain");
    }
    destination.end();
  }

  async #next(): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const next = (await this.#source.next()) as IteratorResult<Buffer, undefined>;
      if (next.done === true)
        throw new GatewayError("BAD_REQUEST", "A media address sent less than it announced.");
      this.#rest = next.value;
    }
    return this.#rest;
  }
}

async function readSmall(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_UNKNOWN_BYTES)
      throw new GatewayError(
        "BAD_REQUEST",
        `A media address must announce the length of a file over ${MAX_UNKNOWN_BYTES} bytes.`,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function nameOf(url: string, contentType: string): string {
  const last = new URL(url).pathname.split("/").at(-1) ?? "";
  const kind = contentType.split("/")[1] ?? "bin";
  return /^[\w.-]{1,100}$/.test(last) && last.includes(".") ? last : `file.${kind}`;
}

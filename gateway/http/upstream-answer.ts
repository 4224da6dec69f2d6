import type { IncomingMessage } from "node:http";
import { Readable, compose } from "node:stream";
import type {
  Attempt,
  BodyTransform,
  Headers,
  Peeked,
  UpstreamResponse,
} from "../chain/exchange.ts";
import { decode } from "./decode.ts";
import { brokenBody } from "./upstream-head.ts";

const NO_BYTES = Buffer.alloc(0);

/**
 * An upstream's answer on its way to the client, its body untouched, peeked at, transformed or
 * replaced. Peeking keeps what it read in front of the rest.
 */
export class UpstreamAnswer implements UpstreamResponse {
  status: number;
  readonly headers: Headers;
  readonly attempt: Attempt;
  readonly message: IncomingMessage;
  readonly #transforms: BodyTransform[] = [];
  #front: Buffer[] = [];
  #frontBytes = 0;
  #replacement: Buffer | undefined;
  #watch: ((chunk: Buffer) => void) | undefined;

  constructor(message: IncomingMessage, headers: Headers, attempt: Attempt) {
    this.status = message.statusCode ?? 0;
    this.headers = headers;
    this.attempt = attempt;
    this.message = message;
  }

  /** Whether the client gets the upstream's bytes as they are. */
  get isUntouched(): boolean {
    return this.#replacement === undefined && this.#transforms.length === 0;
  }

  get replacement(): Buffer | undefined {
    return this.#transforms.length === 0 ? this.#replacement : undefined;
  }

  /** What was read already and must be sent before the rest of the message. */
  get front(): readonly Buffer[] {
    return this.#front;
  }

  /** Up to `maxBytes` of the body, decoded; of the one it was replaced by, if it was. @throws GatewayError `UPSTREAM_CLOSED` if it breaks off before. */
  async peek(maxBytes: number): Promise<Peeked> {
    const replaced = this.#replacement;
    if (replaced !== undefined)
      return { bytes: replaced.subarray(0, maxBytes), complete: replaced.length <= maxBytes };
    await this.#readFront(maxBytes);
    const isAll = this.message.readableEnded || this.message.complete;
    const [first = NO_BYTES, ...more] = this.#front;
    const bytes = more.length === 0 ? first : Buffer.concat(this.#front);
    const encoding = this.message.headers["content-encoding"];
    const decoded = await decode(bytes.subarray(0, maxBytes), encoding, maxBytes);
    return {
      bytes: decoded.bytes,
      complete: isAll && bytes.length <= maxBytes && decoded.complete,
    };
  }

  replace(body: Buffer | string): void {
    this.#replacement = Buffer.isBuffer(body) ? body : Buffer.from(body);
    this.#front = [];
    // Let the connection be used again if the rest is short, and closed if it is not.
    if (this.message.complete) this.message.resume();
    else this.message.destroy();
  }

  watch(watch: (chunk: Buffer) => void): void {
    this.#watch = watch;
  }

  /** Shows a piece to whoever watches, on its way to the client. */
  show(chunk: Buffer): void {
    this.#watch?.(chunk);
  }

  through(transform: BodyTransform): void {
    this.#transforms.push(transform);
  }

  /** The body after all transforms, the one registered first seeing the upstream's bytes first. */
  transformed(): Readable {
    const source = this.#replacement === undefined ? this.#source() : [this.#replacement];
    return this.#transforms.reduce<Readable>(
      (stream, transform) => compose(stream, transform as never),
      Readable.from(source),
    );
  }

  async *#source(): AsyncGenerator<Buffer> {
    for (const chunk of this.#front) {
      this.show(chunk);
      yield chunk;
    }
    for await (const chunk of this.message) {
      this.show(chunk as Buffer);
      yield chunk as Buffer;
    }
  }

  #readFront(maxBytes: number): Promise<void> {
    const { message } = this;
    this.#takeArrived(maxBytes);
    const isAll = message.readableEnded || (message.complete && message.readableLength === 0);
    if (this.#frontBytes >= maxBytes || isAll) return Promise.resolve();
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const settle = () => {
      message.off("data", onData).off("end", onEnd).off("error", onBroken).off("close", onBroken);
    };
    const onData = (chunk: Buffer) => {
      this.#front.push(chunk);
      this.#frontBytes += chunk.length;
      if (this.#frontBytes < maxBytes) return;
      message.pause();
      settle();
      resolve(undefined);
    };
    const onEnd = () => {
      settle();
      resolve(undefined);
    };
    const onBroken = () => {
      settle();
      reject(brokenBody());
    };
    message.on("data", onData).on("end", onEnd).on("error", onBroken).on("close", onBroken);
    message.resume();
    return promise;
  }

  /** A small answer has arrived whole, with its head, by the time it is asked for: nothing to wait for. */
  #takeArrived(maxBytes: number): void {
    if (!this.message.complete) return;
    while (this.#frontBytes < maxBytes) {
      const chunk = this.message.read() as Buffer | null;
      if (chunk === null) return;
      this.#front.push(chunk);
      this.#frontBytes += chunk.length;
    }
  }
}

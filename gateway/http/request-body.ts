import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { ReplayBudget } from "./replay-budget.ts";
import { ReplayBuffer } from "./replay-buffer.ts";

/** How a request body is bounded. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly replayBytes: number;
  /** How long the client may send nothing. */
  readonly idleMs: number;
}

/**
 * A client's request body on its way upstream. It streams with back-pressure, and what was read is
 * kept, within bounds, so that another attempt can send it again.
 */
export class RequestBody {
  bytesReceived = 0;
  /** When its last piece came, on the clock's `elapsed` scale; long ago before the first. */
  movedAtMs = -Infinity;
  readonly #req: IncomingMessage;
  readonly #limits: BodyLimits;
  readonly #kept: ReplayBuffer;
  readonly #clock: Clock;
  readonly #res: ServerResponse;
  #isReading = false;
  #isEnded: boolean;
  #isDiscarded = false;
  #failure: GatewayError | undefined;
  #destination: ClientRequest | undefined;
  #idleSinceMs = 0;
  #whole: PromiseWithResolvers<Buffer> | undefined;
  #wholeMaxBytes = 0;
  #watch: ((chunk: Buffer) => void) | undefined;

  /** `res` is told to continue (`Expect: 100-continue`) when the body is first wanted. */
  constructor(
    req: IncomingMessage,
    res: ServerResponse,
    limits: BodyLimits,
    budget: ReplayBudget,
    clock: Clock,
  ) {
    this.#req = req;
    this.#limits = limits;
    this.#kept = new ReplayBuffer(budget);
    this.#clock = clock;
    this.#res = res;
    const length = req.headers["content-length"];
    this.#isEnded =
      req.headers["transfer-encoding"] === undefined && (length === undefined || length === "0");
  }

  /** @throws GatewayError `BODY_TOO_LARGE` if the length that was announced is too much. */
  assertLength(): void {
    const { maxBytes } = this.#limits;
    if (Number(this.#req.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  }

  /** Whether it has been read to its end, or there is none. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** Whether all that was read so far can be sent again. */
  get isReplayable(): boolean {
    return this.#kept.isWhole;
  }

  /** Sends the body into an upstream request: first what was kept, then what is still to come. */
  pump(destination: ClientRequest): void {
    for (const chunk of this.#kept.chunks) destination.write(chunk);
    if (this.#isEnded) {
      destination.end();
      return;
    }
    this.#destination = destination;
    if (this.#failure !== undefined) destination.destroy(this.#failure);
    else this.#resume();
  }

  /** Has each piece shown to `watch` when it is read; a piece that is sent again is not shown again. */
  watch(watch: (chunk: Buffer) => void): void {
    this.#watch = watch;
  }

  /** Stops sending to the destination of `pump`; what the client still sends waits for the next attempt. */
  detach(): void {
    this.#destination = undefined;
    if (this.#isReading && !this.#isEnded) this.#pause();
  }

  /** The whole body. It is kept for forwarding if it fits. */
  read(maxBytes: number): Promise<Buffer> {
    if (this.#whole !== undefined) return this.#whole.promise;
    this.#whole = Promise.withResolvers();
    this.#wholeMaxBytes = maxBytes;
    // A failure is also reported to whoever pumps; nobody may be waiting here.
    this.#whole.promise.catch(() => undefined);
    if (this.#failure !== undefined) this.#whole.reject(this.#failure);
    else if (this.#isEnded) this.#whole.resolve(Buffer.concat(this.#kept.chunks));
    else this.#resume();
    return this.#whole.promise;
  }

  /** Ends everything that waits for the body with this error. */
  fail(error: GatewayError): void {
    if (this.#isEnded || this.#failure !== undefined) return;
    this.#failure = error;
    this.#whole?.reject(error);
    this.#destination?.destroy(error);
  }

  /** Fails with `REQUEST_TIMEOUT` if the client, not the upstream, was waited for longer than `idleMs`. */
  checkIdle(nowMs: number): void {
    const { idleMs } = this.#limits;
    if (!this.#isReading || this.#isEnded || this.#req.isPaused()) return;
    if (nowMs - this.#idleSinceMs < idleMs) return;
    this.fail(
      new GatewayError("REQUEST_TIMEOUT", `The client sent nothing of its body for ${idleMs} ms.`),
    );
  }

  /** Reads what the client still sends and throws it away, so that it can hear its answer. */
  discard(): void {
    this.#isDiscarded = true;
    this.#destination = undefined;
    this.#kept.drop();
    this.#req.resume();
  }

  /** Frees what was kept for another attempt. */
  release(): void {
    this.#kept.drop();
  }

  #resume(): void {
    if (!this.#isReading) {
      this.#isReading = true;
      sendContinue(this.#req, this.#res);
      this.#req.on("data", (chunk: Buffer) => this.#onData(chunk));
      this.#req.on("end", () => this.#onEnd());
    }
    this.#idleSinceMs = this.#clock.elapsed();
    this.#req.resume();
  }

  #pause(): void {
    this.#req.pause();
  }

  #onData(chunk: Buffer): void {
    this.bytesReceived += chunk.length;
    if (this.#failure !== undefined || this.#isDiscarded) return;
    this.movedAtMs = this.#idleSinceMs = this.#clock.elapsed();
    const maxBytes = this.#whole === undefined ? this.#limits.maxBytes : this.#wholeMaxBytes;
    if (this.bytesReceived > maxBytes) {
      this.fail(tooLarge(maxBytes));
      return;
    }
    this.#watch?.(chunk);
    this.#keep(chunk);
    if (this.#destination?.write(chunk) === false) {
      this.#pause();
      const destination = this.#destination;
      destination.once("drain", () => {
        if (this.#destination === destination) this.#resume();
      });
    }
  }

  #onEnd(): void {
    this.#isEnded = true;
    this.#destination?.end();
    this.#whole?.resolve(Buffer.concat(this.#kept.chunks));
  }

  #keep(chunk: Buffer): void {
    const isWanted = this.#whole !== undefined;
    this.#kept.keep(chunk, isWanted ? this.#wholeMaxBytes : this.#limits.replayBytes);
    // Whoever wants the whole body at once cannot do with a part of it.
    if (isWanted && !this.#kept.isWhole) {
      this.fail(new GatewayError("OVERLOADED", "Too many request bodies are held in memory."));
    }
  }
}

/** Tells a client that waits for it to send its body; HTTP/1.0 knows no interim answers (RFC 9110 §15.2). */
export function sendContinue(req: IncomingMessage, res: ServerResponse): void {
  const isAsked = req.headers.expect !== undefined && req.httpVersionMinor === 1;
  if (isAsked && !res.headersSent) res.writeContinue();
}

function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError("BODY_TOO_LARGE", `The body is larger than ${maxBytes} bytes.`);
}

import { CountersignError } from "./client-error.ts";

/** How far an upload is: plain JSON, to be kept and gone on from. */
export interface UploadProgress {
  /** Such as `upload:<uuid>`; `mediaItems` takes it once all is sent. */
  readonly mediaUploadId: string;
  readonly size: number;
  readonly partSize: number;
  readonly totalParts: number;
  /** Numbers of the parts that have arrived. */
  readonly sent: readonly number[];
}

/** How a file is sent. */
export interface UploadOptions {
  readonly filename: string;
  /** The file's own type unless given. */
  readonly contentType?: string;
  /** Parts under way at a time; 3 unless given. */
  readonly parallel?: number;
  /** Goes on with an upload that broke off. */
  readonly resume?: UploadProgress;
  /** Called when the upload is open, and after each part. */
  readonly onProgress?: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal;
}

/** Sends a file. @throws CountersignError for what the gateway refuses. */
export type Upload = (
  file: Blob,
  options: UploadOptions,
) => Promise<{ readonly mediaUploadId: string }>;

/** Sends a request below `/v2/access/uploads`, and rejects with what is no success. */
export type Send = (
  path: string,
  init: RequestInit & { readonly method: string },
) => Promise<Response>;

const ATTEMPTS = 3;

/** Makes the sender of files: parts go in parallel, and one that got lost goes again. */
export function createUpload(send: Send): Upload {
  const post = (path: string, body: object, signal: AbortSignal | null): Promise<Response> =>
    send(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });

  async function open(file: Blob, options: UploadOptions): Promise<UploadProgress> {
    const { filename, contentType = file.type, signal = null } = options;
    const about = { filename, size: file.size, contentType };
    const plan = (await (await post("/init", about, signal)).json()) as UploadProgress;
    const { mediaUploadId, partSize, totalParts } = plan;
    return { mediaUploadId, size: file.size, partSize, totalParts, sent: [] };
  }

  async function sendPart(
    file: Blob,
    { mediaUploadId, partSize }: UploadProgress,
    number: number,
    signal: AbortSignal | null,
  ): Promise<void> {
    const body = file.slice((number - 1) * partSize, number * partSize);
    const path = `/${mediaUploadId}/parts/${number}`;
    for (let attempt = 1; ; attempt += 1)
      try {
        await (await send(path, { method: "PUT", body, signal })).arrayBuffer();
        return;
      } catch (error) {
        // Where the gateway says how long to wait, the caller does, and goes on from here then.
        const isLost =
          !(error instanceof CountersignError) ||
          (error.isRetryable && error.retryAfterMs === undefined);
        if (!isLost || attempt === ATTEMPTS || signal?.aborted === true) throw error;
      }
  }

  return async (file, options) => {
    const { parallel = 3, resume, onProgress, signal = null } = options;
    if (resume !== undefined && resume.size !== file.size)
      throw new TypeError(`The upload to go on with has ${resume.size} bytes, not ${file.size}.`);
    let progress = resume ?? (await open(file, options));
    onProgress?.(progress);
    const arrived = new Set(progress.sent);
    const waiting = Array.from({ length: progress.totalParts }, (_, index) => index + 1)
      .filter((number) => !arrived.has(number))
      .values();
    let failed: { readonly error: unknown } | undefined;
    const work = async (): Promise<void> => {
      // The workers share one iterator, so that each part is taken once.
      for (const number of waiting) {
        if (failed !== undefined) return;
        try {
          await sendPart(file, progress, number, signal);
          progress = { ...progress, sent: [...progress.sent, number] };
          onProgress?.(progress);
        } catch (error) {
          failed ??= { error };
        }
      }
    };
    // What is under way when a part fails may still arrive, and is not to be sent again.
    await Promise.all(Array.from({ length: parallel }, work));
    if (failed !== undefined) throw failed.error;
    const { mediaUploadId } = progress;
    await (await post("/complete", { mediaUploadId }, signal)).arrayBuffer();
    return { mediaUploadId };
  };
}

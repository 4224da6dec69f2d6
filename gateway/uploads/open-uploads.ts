import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { ConnectionKeys } from "../secrets/connection-keys.ts";
import { open, seal } from "../secrets/sealed.ts";
import type { Store } from "../store/store.ts";
import type { UploadRow } from "../store/tables.ts";
import type { FileStore, StorePlace } from "./file-store.ts";
import type { UploadClaim, UploadFile, UploadOwner, Uploads } from "./upload.ts";

/** More parts than this, and a part becomes larger. */
const MAX_PARTS = 1_000;
const MIB = 1_048_576;

interface Kept extends UploadFile, Omit<StorePlace, "urls"> {
  readonly partBytes: number;
  readonly totalParts: number;
  readonly claim?: UploadClaim;
}

interface KeptPart {
  readonly url: string;
  readonly etag?: string;
}

/** Opens the record of uploads; what a former process was sending goes on where it was. */
export async function openUploads(options: {
  readonly store: Pick<Store, "uploads" | "transaction">;
  readonly keys: ConnectionKeys;
  readonly fileStore: FileStore;
  readonly clock: Clock;
  readonly newUuid: () => string;
  readonly lifetimeMs: number;
  readonly partBytes: number;
  readonly maxBytes: number;
  readonly maxOpen: number;
}): Promise<Uploads> {
  const { store, keys, fileStore, clock, newUuid, lifetimeMs, maxBytes } = options;
  const { uploads } = store;
  await uploads.reopen();

  async function find({ connection, appId }: UploadOwner, id: string) {
    const row = await uploads.find(id);
    const isTheirs = row?.connectionId === connection.id && row.appId === appId;
    if (row === undefined || !isTheirs || row.expiresAt <= clock.now()) throw unknownUpload();
    return { row, kept: await unsealed<Kept>(row.sealed, contextOf(row)) };
  }

  async function sealed(value: Kept | KeptPart, context: readonly string[]): Promise<Buffer> {
    const { key } = await keys.of(context[1] ?? "");
    return seal(key, Buffer.from(JSON.stringify(value)), context);
  }

  async function unsealed<T>(bytes: Uint8Array, context: readonly string[]): Promise<T> {
    const { key } = await keys.of(context[1] ?? "");
    return JSON.parse(open(key, bytes, context).toString()) as T;
  }

  async function sentParts(row: UploadRow) {
    const rows = await uploads.parts(row.id);
    const missing = rows.filter(({ isSent }) => isSent === 0).map(({ number }) => number);
    if (missing.length > 0)
      throw new GatewayError(
        "BAD_REQUEST",
        `Parts of this upload are missing: ${missing.slice(0, 10).join(", ")}${missing.length > 10 ? ", …" : ""}.`,
      );
    return Promise.all(
      rows.map(async ({ number, sealed: bytes }) => {
        const part = await unsealed<KeptPart>(bytes, contextOf(row, number));
        return { url: part.url, etag: part.etag ?? "" };
      }),
    );
  }

  return {
    check: ({ connection }, etag, size) =>
      fileStore.known(connection, etag.replaceAll('"', ""), size),
    init: async ({ connection, appId }, file) => {
      const now = clock.now();
      if (file.size > maxBytes)
        throw new GatewayError("BODY_TOO_LARGE", `A file may have ${maxBytes} bytes at most.`);
      await uploads.removeExpired(now);
      if ((await uploads.countOpen(connection.id)) >= options.maxOpen)
        throw new GatewayError("RATE_LIMIT_EXCEEDED", "Too many uploads are open.", {
          nextActions: ["Complete the open ones, or let them expire."],
        });
      const partBytes = partSize(file.size, options.partBytes);
      const totalParts = Math.ceil(file.size / partBytes);
      const { urls, ...place } = await fileStore.open(connection, file, totalParts);
      const id = newUuid();
      const row = { id, connectionId: connection.id };
      const kept: Kept = { ...file, ...place, partBytes, totalParts };
      const upload: UploadRow = {
        ...row,
        appId,
        state: "open",
        sealed: await sealed(kept, contextOf(row)),
        createdAt: now,
        expiresAt: now + lifetimeMs,
      };
      const parts = await Promise.all(
        urls.map(async (url, index) => ({
          uploadId: id,
          number: index + 1,
          isSent: 0,
          sealed: await sealed({ url }, contextOf(row, index + 1)),
        })),
      );
      await store.transaction(async (inner) => {
        await inner.uploads.add(upload);
        await inner.uploads.addParts(parts);
      });
      return { id, totalParts, partBytes, size: file.size, expiresAt: upload.expiresAt };
    },
    target: async (owner, id, number) => {
      const { row, kept } = await find(owner, id);
      if (row.state !== "open")
        throw new GatewayError("CONFLICT", "This upload is complete already.");
      const part = await uploads.findPart(id, number);
      if (part === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", `This upload has no part ${number}.`);
      const { url } = await unsealed<KeptPart>(part.sealed, contextOf(row, number));
      const { size, partBytes, totalParts, contentType } = kept;
      const bytes = Math.min(partBytes, size - (number - 1) * partBytes);
      return { url, bytes, contentType, totalParts };
    },
    sent: async (owner, id, number, etag) => {
      const { row } = await find(owner, id);
      const part = await uploads.findPart(id, number);
      if (part === undefined) throw unknownUpload();
      const context = contextOf(row, number);
      const { url } = await unsealed<KeptPart>(part.sealed, context);
      const renewed = await sealed({ url, etag }, context);
      await uploads.putPart({ uploadId: id, number, isSent: 1, sealed: renewed });
    },
    complete: async (owner, id) => {
      const { row, kept } = await find(owner, id);
      if (row.state !== "open" && row.state !== "completing") return;
      const parts = await sentParts(row);
      if (!(await uploads.move(id, "open", "completing")))
        throw new GatewayError("CONFLICT", "This upload is being completed.", { retryable: true });
      try {
        const claim = await fileStore.finish(owner.connection, kept.filename, kept, parts);
        const renewed = await sealed({ ...kept, claim }, contextOf(row));
        await uploads.move(id, "completing", "complete", renewed);
      } catch (error) {
        await uploads.move(id, "completing", "open");
        throw error;
      }
    },
    take: async (owner, id) => {
      const { row, kept } = await find(owner, id).catch((error: unknown) => {
        // In a post or message it is a field that is wrong, not the address.
        if (error instanceof GatewayError && error.code === "RESOURCE_NOT_FOUND")
          throw new GatewayError("BAD_REQUEST", error.message);
        throw error;
      });
      if (kept.claim === undefined)
        throw new GatewayError("BAD_REQUEST", `The upload ${id} is not complete.`);
      if (row.state !== "complete" || !(await uploads.move(id, "complete", "taken")))
        throw new GatewayError("BAD_REQUEST", `The upload ${id} was used already.`);
      return kept.claim;
    },
    settle: async (id, wasUsed) => {
      await uploads.move(id, "taken", wasUsed ? "used" : "complete");
    },
  };
}

function partSize(size: number, usual: number): number {
  return size <= usual * MAX_PARTS ? usual : Math.ceil(size / MAX_PARTS / MIB) * MIB;
}

function contextOf(row: Pick<UploadRow, "id" | "connectionId">, part?: number): readonly string[] {
  return ["upload", row.connectionId, row.id, String(part ?? "")];
}

function unknownUpload(): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", "This upload is unknown or has expired.");
}

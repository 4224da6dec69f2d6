import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { open, seal, sealedBytes, type SealingKey } from "../secrets/sealed.ts";
import type { FileVersion } from "./conditional.ts";

/** What is told of a file with every answer. */
export interface FileHead extends FileVersion {
  readonly type?: string;
}

/** Under which key, and at which place alone, a file opens. */
export interface KeptPlace {
  readonly key: SealingKey;
  readonly connectionId: string;
  readonly name: string;
}

/** Bytes of a file that are sealed together: what a range has to open at least. */
export const PIECE_BYTES = 65_536;

const LENGTH_BYTES = 4;
const MAX_HEAD_BYTES = 4_096;

/** The beginning of a kept file: the length of its sealed head, and that. The sealed pieces follow. */
export function sealHead(place: KeptPlace, head: FileHead): Buffer {
  const sealed = seal(place.key, Buffer.from(JSON.stringify(head)), contextOf(place, "head"));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(sealed.length);
  return Buffer.concat([length, sealed]);
}

/** One piece, bound to its place in the file. */
export function sealPiece(place: KeptPlace, index: number, bytes: Buffer): Buffer {
  return seal(place.key, bytes, contextOf(place, String(index)));
}

/** How much room a file takes. */
export function keptBytes(place: KeptPlace, head: FileHead): number {
  const pieces = Math.ceil(head.size / PIECE_BYTES);
  return sealHead(place, head).length + head.size + pieces * sealedBytes(place.key, 0);
}

/** A kept file that is open. */
export interface KeptFile {
  readonly head: FileHead;
  /** Its bytes from `start` on, up to before `end`; closes the file at its end. */
  readonly read: (start: number, end: number) => Readable;
  readonly close: () => Promise<void>;
}

/** Reads the head of a kept file. @throws Error if it is cut, altered, or not of that place. */
export async function openKept(handle: FileHandle, place: KeptPlace): Promise<KeptFile> {
  const length = (await readExactly(handle, 0, LENGTH_BYTES)).readUInt32BE();
  if (length > MAX_HEAD_BYTES) throw new Error("a kept file has no head");
  const sealed = await readExactly(handle, LENGTH_BYTES, length);
  const head = JSON.parse(open(place.key, sealed, contextOf(place, "head")).toString()) as FileHead;
  const piecesAt = LENGTH_BYTES + length;

  async function readPiece(index: number): Promise<Buffer> {
    const bytes = Math.min(PIECE_BYTES, head.size - index * PIECE_BYTES);
    const at = piecesAt + index * sealedBytes(place.key, PIECE_BYTES);
    const piece = await readExactly(handle, at, sealedBytes(place.key, bytes));
    return open(place.key, piece, contextOf(place, String(index)));
  }

  return {
    head,
    read: (start, end) => {
      let at = start;
      const next = async (): Promise<Buffer | null> => {
        if (at >= end) return null;
        const index = Math.floor(at / PIECE_BYTES);
        const before = index * PIECE_BYTES;
        const bytes = (await readPiece(index)).subarray(at - before, end - before);
        at += bytes.length;
        return bytes;
      };
      return new Readable({
        read() {
          next().then(
            (bytes) => this.push(bytes),
            (error: unknown) => this.destroy(error as Error),
          );
        },
        destroy(error, done) {
          handle.close().then(
            () => done(error),
            () => done(error),
          );
        },
      });
    },
    close: () => handle.close(),
  };
}

function contextOf({ connectionId, name }: KeptPlace, part: string): readonly string[] {
  return ["kept media", connectionId, name, part];
}

async function readExactly(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
  if (bytesRead !== length) throw new Error("a kept file is cut");
  return buffer;
}

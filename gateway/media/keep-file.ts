import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { PIECE_BYTES, sealHead, sealPiece, type FileHead, type KeptPlace } from "./kept-file.ts";

/** A file that is being kept while it streams by. */
export interface FileKeeper {
  /** Takes the next bytes; with the last ones the file is put in its place. */
  readonly write: (bytes: Buffer) => void;
  /** Gives it up, unless it is whole. */
  readonly abandon: () => void;
}

/** More than this waiting for the disk, and a file is not kept: its reader must not wait for it. */
const MAX_WAITING_BYTES = 8 * 1_048_576;

/** Seals a file piece by piece into `path`, by way of another name; `done` says once whether it is there. */
export function keepFile(options: {
  readonly path: string;
  readonly place: KeptPlace;
  readonly head: FileHead;
  readonly done: (isKept: boolean) => void;
}): FileKeeper {
  const { path, place, head, done } = options;
  const partial = `${path}.part`;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let unwrittenBytes = 0;
  let received = 0;
  let pieces = 0;
  let isOver = false;
  const opened = mkdir(dirname(path), { recursive: true, mode: 0o700 }).then(() =>
    open(partial, "w", 0o600),
  );
  let writing = opened.then((file) => file.appendFile(sealHead(place, head)));
  writing.catch(giveUp);

  function append(bytes: Buffer): void {
    const sealed = sealPiece(place, pieces++, bytes);
    unwrittenBytes += sealed.length;
    writing = writing.then(async () => {
      if (isOver) return;
      await (await opened).appendFile(sealed);
      unwrittenBytes -= sealed.length;
    });
    writing.catch(giveUp);
  }

  function giveUp(): void {
    if (isOver) return;
    isOver = true;
    void endWith(() => rm(partial, { force: true })).then(() => done(false));
  }

  async function putInPlace(): Promise<void> {
    await writing;
    // What a power cut leaves of it would not open, but only show once it is read.
    await (await opened).datasync();
    if (isOver) return;
    isOver = true;
    done(await endWith(() => rename(partial, path)));
  }

  /** Closes the file and does the last that is to be done; says whether it was. */
  async function endWith(last: () => Promise<void>): Promise<boolean> {
    try {
      await writing.catch(() => undefined);
      await (await opened).close();
      await last();
      return true;
    } catch {
      return false;
    }
  }

  return {
    write: (bytes) => {
      received += bytes.length;
      if (isOver || received > head.size || unwrittenBytes > MAX_WAITING_BYTES) return giveUp();
      // The pieces of a body are parts of larger buffers, which others may go on to use.
      waiting.push(Buffer.from(bytes));
      waitingBytes += bytes.length;
      if (waitingBytes < PIECE_BYTES && received < head.size) return;
      let all = Buffer.concat(waiting);
      for (; all.length >= PIECE_BYTES; all = all.subarray(PIECE_BYTES))
        append(all.subarray(0, PIECE_BYTES));
      waiting = [all];
      waitingBytes = all.length;
      if (received < head.size) return;
      if (all.length > 0) append(all);
      putInPlace().catch(giveUp);
    },
    abandon: () => {
      if (received < head.size) giveUp();
    },
  };
}

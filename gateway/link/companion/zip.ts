import { crc32 } from "node:zlib";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** An archive of a few small files, stored as they are: the same bytes for the same files. (PKWARE APPNOTE 4.3.) */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = Buffer.from(name);
    const common = commonPart(path, content);
    const file = Buffer.concat([words([LOCAL, 4]), common, words([0, 2]), path, content]);
    // No extra field, comment, disk or attributes, then where the file begins.
    const tail = words([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    directory.push(words([CENTRAL, 4], [VERSION, 2]), common, tail, path);
    files.push(file);
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const count = entries.length;
  const end = words(
    [END, 4],
    [0, 4],
    [count, 2],
    [count, 2],
    [index.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...files, index, end]);
}

/** What stands both before a file and in the directory: from the version that is needed to the name's length. */
function commonPart(path: Buffer, content: Buffer): Buffer {
  const { length } = content;
  return words(
    [VERSION, 2],
    [0x0800, 2], // Names are UTF-8.
    [0, 2], // Stored.
    [0, 2],
    [FIRST_DAY, 2],
    [crc32(content), 4],
    [length, 4],
    [length, 4],
    [path.length, 2],
  );
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
/** 1 January 1980, the first day there is: the archive depends on nothing but the files. */
const FIRST_DAY = (1 << 5) | 1;

function words(...fields: readonly (readonly [value: number, bytes: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

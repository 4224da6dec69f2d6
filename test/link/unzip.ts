import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

/** The files of an archive by name, found by its directory as unpackers do; what is not in order fails the test. */
export function unzip(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.length - 22;
  assert.equal(archive.readUInt32LE(end), 0x06054b50, "the end of the directory");
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(archive.readUInt32LE(at), 0x02014b50, "an entry of the directory");
    const size = archive.readUInt32LE(at + 24);
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    assert.equal(archive.readUInt32LE(local), 0x04034b50, "a file");
    assert.equal(archive.toString("utf8", local + 30, local + 30 + nameLength), name);
    const content = archive.subarray(local + 30 + nameLength, local + 30 + nameLength + size);
    assert.equal(crc32(content), archive.readUInt32LE(at + 16), name);
    files.set(name, content);
    at += 46 + nameLength;
  }
  assert.equal(at, end);
  return files;
}

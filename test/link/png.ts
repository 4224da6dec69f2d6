import { deflateSync } from "node:zlib";

/** A PNG's signature, head and data, as far as its reader looks. */
export function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(25);
  head.writeUInt32BE(13);
  head.write("IHDR", 4, "latin1");
  head.writeUInt32BE(width, 8);
  head.writeUInt32BE(height, 12);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    head,
    deflateSync(Buffer.alloc(16)),
  ]);
}

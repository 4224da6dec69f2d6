import { promisify } from "node:util";
import zlib from "node:zlib";

const { brotliDecompress, gunzip, inflate, zstdDecompress } = zlib;

const DECODERS: Readonly<Record<string, (bytes: Buffer, maxBytes: number) => Promise<Buffer>>> = {
  gzip: (bytes, maxOutputLength) =>
    promisify<Buffer, zlib.ZlibOptions, Buffer>(gunzip)(bytes, {
      maxOutputLength,
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    }),
  deflate: (bytes, maxOutputLength) =>
    promisify<Buffer, zlib.ZlibOptions, Buffer>(inflate)(bytes, {
      maxOutputLength,
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    }),
  br: (bytes, maxOutputLength) =>
    promisify<Buffer, zlib.BrotliOptions, Buffer>(brotliDecompress)(bytes, {
      maxOutputLength,
      finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
    }),
  zstd: (bytes, maxOutputLength) =>
    promisify<Buffer, zlib.ZstdOptions, Buffer>(zstdDecompress)(bytes, { maxOutputLength }),
};

/**
 * A body without its content coding. What cannot be decoded within `maxBytes`, or at all (an unknown
 * coding, several of them, a bomb), comes back empty and incomplete: it is then nobody's to judge.
 */
export async function decode(
  bytes: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  if (encoding === undefined || encoding === "identity") return { bytes, complete: true };
  const decoder = DECODERS[encoding.toLowerCase()];
  if (decoder === undefined) return { bytes: Buffer.alloc(0), complete: false };
  try {
    return { bytes: await decoder(bytes, maxBytes), complete: true };
  } catch {
    return { bytes: Buffer.alloc(0), complete: false };
  }
}

import type { Body } from "../reply.ts";
import { createRandom } from "../random.ts";

/** A prime, so that no power-of-two chunk in the wrong place looks right. */
const PERIOD = 65_521;

/** Makes the bytes of made-up files: any part of any file at once, with one block in memory. */
export type Pattern = (fileId: number, bytes: number) => Body;

/** The file bytes of a seed. */
export function createPattern(seed: string): Pattern {
  const random = createRandom(seed, "file bytes");
  const block = Buffer.alloc(2 * PERIOD);
  for (let index = 0; index < PERIOD; index++) block[index] = random.int(0, 255);
  block.copy(block, PERIOD, 0, PERIOD);

  return (fileId, bytes) => ({
    bytes,
    read: (from, length) => {
      const chunk = Buffer.allocUnsafe(length);
      for (let filled = 0; filled < length;) {
        const start = (fileId + from + filled) % PERIOD;
        filled += block.copy(chunk, filled, start, start + Math.min(PERIOD, length - filled));
      }
      return chunk;
    },
  });
}

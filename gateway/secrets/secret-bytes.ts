/**
 * Zeroed bytes for a secret that will be wiped. V8 keeps small buffers among its own objects and moves
 * them about, each time leaving a copy behind that nobody can reach; these stay where they are.
 */
export function secretBytes(length: number): Buffer {
  return Buffer.from(new ArrayBuffer(length));
}

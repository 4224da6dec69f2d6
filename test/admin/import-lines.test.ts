import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { linesOf } from "../../gateway/admin/import-lines.ts";

async function read(chunks: readonly Buffer[], maxBytes = 20) {
  const lines: (readonly [number, string | undefined])[] = [];
  async function* stream() {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  for await (const { number, bytes } of linesOf(stream(), maxBytes))
    lines.push([number, bytes?.toString("latin1")]);
  return lines;
}

test("however a stream is cut into chunks, its lines are the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.stringMatching(/^[a-z ]{0,30}$/), { maxLength: 12 }),
      fc.array(fc.nat({ max: 60 }), { maxLength: 12 }),
      async (texts, cuts) => {
        const whole = Buffer.from(texts.join("\n"));
        const places = [0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length].sort(
          (a, b) => a - b,
        );
        const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
        const expected = texts
          .map((text, index) => [index + 1, text.length > 20 ? undefined : text] as const)
          .filter(([, text]) => text === undefined || text.trim() !== "");
        assert.deepEqual(await read(chunks), expected);
      },
    ),
    { numRuns: 200 },
  );
});

test("a line that is too long is dropped, and those around it are read", async () => {
  const chunks = ["a\n", ...Array<string>(50).fill("x"), "\nb\r\n\n"].map((text) =>
    Buffer.from(text),
  );
  assert.deepEqual(await read(chunks), [
    [1, "a"],
    [2, undefined],
    [3, "b\r"],
  ]);
});

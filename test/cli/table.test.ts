import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { duration, table } from "../../gateway/cli/table.ts";

test("columns are as wide as their widest cell, and numbers stand to the right", () => {
  const rows = [
    ["a", 5, true],
    ["longer", 1_000, undefined],
  ];
  assert.equal(
    table(["name", "count", "on"], rows),
    ["name    count  on", "a           5  yes", "longer   1000  -"].join("\n"),
  );
});

test("every cell begins where its head begins", () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { minLength: 1 }), (rows) => {
      const [head = "", ...lines] = table(["one", "two"], rows).split("\n");
      const at = head.indexOf("two");
      assert.deepEqual(
        lines.map((line) => [line.slice(0, at).trimEnd(), line.slice(at)]),
        rows,
      );
    }),
  );
});

test("durations are told in the largest unit that leaves a number to read", () => {
  const told = [0, 1_999, 2_000, 119_999, 120_000, 3 * 3_600_000, 8 * 86_400_000].map(duration);
  assert.deepEqual(told, ["0 ms", "1999 ms", "2 s", "119 s", "2 min", "3 h", "8 d"]);
});

test("a table without rows says so", () => {
  assert.equal(table(["name"], []), "There are none.");
});

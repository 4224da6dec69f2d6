import assert from "node:assert/strict";
import { test } from "node:test";
import { OPERATIONS } from "../../gateway/rules/operations.ts";
import { readRepo } from "./support.ts";

test("the README's table of operations is the table in force", async () => {
  const text = await readRepo("rules/README.md");
  const block = /<!-- operations -->([^]*)<!-- \/operations -->/.exec(text)?.[1] ?? "";
  const rows = block.split("\n").flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    return cells.length === 5 && cells[1]?.startsWith("`") === true ? [cells.slice(1, 4)] : [];
  });
  assert.deepEqual(
    rows,
    OPERATIONS.map(({ name, operands, meaning }) => [`\`${name}\``, operands, meaning]),
  );
});

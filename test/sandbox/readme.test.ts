import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { startTestSandbox } from "./client.ts";

test("the README tells of every command of the sandbox's script, and of no other", async (t) => {
  const { sandbox } = await startTestSandbox(t);
  const told =
    (await (await fetch(`${sandbox.url}/_sandbox/`)).text()).split("there are: ")[1] ?? "";
  const there = told.match(/(?:GET|POST) [a-z./-]+[a-z]/g) ?? [];
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const table = /\| command below `\/_sandbox\/`[^]*?\n\n/.exec(readme)?.[0] ?? "";
  const written = table.match(/(?:GET|POST) [a-z./-]+[a-z]/g) ?? [];
  assert.deepEqual([...new Set(written)].toSorted(), there.toSorted());
});

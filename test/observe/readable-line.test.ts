import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { readableLine } from "../../gateway/observe/readable-line.ts";

const line = (fields: object) => stripVTControlCharacters(readableLine(JSON.stringify(fields)));

test("a line for people begins with time, level and sentence", () => {
  assert.equal(
    line({ level: "info", time: "2026-01-02T03:04:05.006Z", msg: "ready", url: "http://h:1" }),
    "03:04:05 info  ready url=http://h:1\n",
  );
});

test("values with spaces are quoted and objects stay JSON", () => {
  const text = line({ level: "warn", time: "", msg: "m", a: "two words", b: { c: [1] } });
  assert.ok(text.endsWith('m a="two words" b={"c":[1]}\n'));
});

test("the stacks of an error and its causes stand indented below the line", () => {
  const error = { message: "bad", stack: "Error: bad\n    at a", cause: { stack: "Error: why" } };
  assert.equal(
    line({ level: "error", time: "", msg: "oops", error }),
    [
      ' error oops error={"message":"bad","cause":{}}',
      "    Error: bad",
      "    at a",
      "    Error: why",
      "",
    ].join("\n"),
  );
});

test("J16: nobody outside can move the cursor, colour the terminal or begin a line", () => {
  const hostile = "x\u001b[2J\u001b]0;title\u0007\r\ny\u009b1m";
  const text = readableLine(
    JSON.stringify({ level: "info", time: "", msg: hostile, [hostile]: 1, value: hostile }),
  );
  assert.ok(!text.includes("\u001b[2J") && !text.includes("\u001b]") && !text.includes("\u009b"));
  assert.equal(text.indexOf("\n"), text.length - 1);
});

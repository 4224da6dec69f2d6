import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { RulesProblem } from "../../gateway/rules/problem.ts";
import { decodeJson, parseStrictJson } from "../../gateway/rules/strict-json.ts";

test("it reads what JSON.parse reads", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), (text) => {
      fc.pre(!text.includes("__proto__") && !text.includes("e+3"));
      assert.deepEqual(parseStrictJson(text), JSON.parse(text));
    }),
    { numRuns: 200 },
  );
});

test("it refuses whatever JSON.parse refuses", () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom("{", "}", "[", "]", ",", ":", '"', "x", "0", "\\"),
      breaks,
    ),
    { numRuns: 500 },
  );
});

test("FR04: a byte order mark, nothing, duplicate keys, depth and size are refused with the place", () => {
  refused("\ufeff{}", "", /byte order mark/);
  refused("", "", /empty/);
  refused(" \n", "", /empty/);
  refused('{"a":1,\n"b":{"c":1,"c":2}}', "/b/c", /twice \(again near line 2, column 12\)/);
  refused('{"a~/":{"\\u0061":1,"a":1}}', "/a~0~1/a", /twice/);
  refused('{"__proto__":{}}', "/__proto__", /not allowed/);
  refused('{"a":[1,1e999]}', "/a/1", /out of range/);
  refused("[".repeat(20_000), "/0".repeat(33), /deeper than 32/);
  refused(`"${"x".repeat(256 * 1024)}"`, "", /larger than 256 KiB/);
});

test("a syntax error tells the place and nothing of the text", () => {
  refused('{"static_param":"secret" "x":1}', "", /^it is not valid JSON near line 1, column 26$/);
  refused('{"a":[1,]}', "/a/1", /not valid JSON/);
  refused('{"a":1} trailing', "", /not valid JSON/);
});

test("bytes that are not UTF-8 are refused, and a byte order mark is not hidden", () => {
  assert.throws(() => decodeJson(Buffer.from([0x22, 0xff, 0x22])), RulesProblem);
  refused(decodeJson(Buffer.from("\ufeff{}")), "", /byte order mark/);
});

/** Puts one character somewhere and compares the verdicts. */
function breaks(text: string, at: number, character: string): void {
  const position = at % (text.length + 1);
  const broken = text.slice(0, position) + character + text.slice(position);
  let wanted: unknown;
  try {
    wanted = JSON.parse(broken);
  } catch {
    assert.throws(() => parseStrictJson(broken), RulesProblem);
    return;
  }
  try {
    assert.deepEqual(parseStrictJson(broken), wanted);
  } catch (error) {
    // Stricter on purpose: keys made equal, numbers made infinite.
    assert.ok(error instanceof RulesProblem && /twice|range|not allowed/.test(error.reason));
  }
}

function refused(text: string, place: string, reason: RegExp): void {
  assert.throws(
    () => parseStrictJson(text),
    (error) => {
      assert.ok(error instanceof RulesProblem);
      assert.equal(error.place, place);
      assert.match(error.reason, reason);
      return true;
    },
  );
}

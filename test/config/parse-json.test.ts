import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { JsonError, parseJson } from "../../gateway/config/parse-json.ts";

describe("reading JSON", () => {
  test("agrees with JSON.parse on every document, however it is laid out", () => {
    const document = fc.jsonValue({ maxDepth: 4 }).filter(hasNoProtoKey);
    fc.assert(
      fc.property(document, fc.constantFrom(undefined, 1, "\t", "\r\n "), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        assert.deepEqual(parseJson(text).value, JSON.parse(text));
      }),
    );
  });

  test("accepts and refuses the same damaged texts as JSON.parse", () => {
    const damaged = fc
      .tuple(fc.json({ maxDepth: 2 }), fc.nat(), fc.constantFrom("", ",", "}", '"', "0", "\\", "x"))
      .map(([text, at, piece]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + piece + text.slice(place + 1);
      })
      .filter((text) => !text.includes("__proto__"));
    fc.assert(
      fc.property(damaged, (text) => {
        const ours = outcome(() => parseJson(text).value);
        // A second key of one name is the one thing that JSON.parse lets pass.
        if (ours.error?.includes("a second time")) return;
        assert.deepEqual("value" in ours, "value" in outcome(() => JSON.parse(text) as unknown));
      }),
      { numRuns: 500 },
    );
  });

  test("knows the line and column of each key and element", () => {
    const { locate } = parseJson('{\n  "a": [\n    1,\n    {"b/c": 2}\n  ]\n}');
    assert.deepEqual(locate(""), { line: 1, column: 1 });
    assert.deepEqual(locate("/a"), { line: 2, column: 3 });
    assert.deepEqual(locate("/a/0"), { line: 3, column: 5 });
    assert.deepEqual(locate("/a/1/b~1c"), { line: 4, column: 6 });
    assert.deepEqual(locate("/a/1/none/at/all"), { line: 4, column: 5 });
  });

  test("takes time in proportion to a text that never ends", () => {
    assert.throws(() => parseJson(`["${"x".repeat(1_000_000)}`), /A value is expected/);
    assert.throws(() => parseJson(`["${"\\n".repeat(500_000)}`), /A value is expected/);
  });

  const refused: readonly [
    name: string,
    text: string,
    problem: RegExp,
    line: number,
    column: number,
  ][] = [
    ["an empty file", "", /A value is expected, but the end stands here/, 1, 1],
    ["a byte order mark", "\uFEFF{}", /a byte order mark stands here/, 1, 1],
    ["a comment", '{\n  // why\n  "a": 1\n}', /but a comment stands here/, 2, 3],
    ["a key given twice", '{"a": 1,\n "a": 2}', /The key "a" stands here a second time/, 2, 2],
    ["a comma before the end", '{"a": 1,\n}', /A comma stands before `}`/, 1, 8],
    ["a missing comma", '{"a": 1\n "b": 2}', /A comma or `}` is expected/, 2, 2],
    ["a key without quotes", "{a: 1}", /A key in double quotes is expected, but `a`/, 1, 2],
    ["text after the end", "{} {}", /Nothing may follow the document, but `{` does/, 1, 4],
    ["a number with a leading zero", "[01]", /A value is expected/, 1, 2],
    ["a key that reaches a prototype", '{"__proto__": 1}', /cannot be a key/, 1, 2],
    ["endless nesting", "[".repeat(10_000), /more than 64 levels/, 1, 66],
  ];
  for (const [name, text, problem, line, column] of refused) {
    test(`FR04: refuses ${name}, with its place`, () => {
      assert.throws(
        () => parseJson(text),
        (error) => {
          assert.ok(error instanceof JsonError);
          assert.match(error.message, problem);
          assert.deepEqual(error.position, { line, column });
          return true;
        },
      );
    });
  }
});

function outcome(run: () => unknown): { value: unknown; error?: undefined } | { error: string } {
  try {
    return { value: run() };
  } catch (error) {
    return { error: String(error) };
  }
}

function hasNoProtoKey(value: unknown): boolean {
  return !JSON.stringify(value).includes("__proto__");
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { fold } from "../../gateway/rules/fold.ts";
import { RulesProblem } from "../../gateway/rules/problem.ts";
import { RULES_FORMATS, unfold } from "../../gateway/rules/unfold.ts";
import { randomParams, readSpec } from "./support.ts";

interface SpecFormat {
  readonly format_name: string;
  readonly example: Readonly<Record<string, unknown>> | null;
  readonly example_fork?: object;
  readonly example_with_error_fields?: object;
}

test("every published format folds into params of the onlyfans scheme", async (t) => {
  const formats = (await readSpec("rules-formats.json")) as readonly SpecFormat[] | undefined;
  if (formats === undefined) {
    t.skip("../shared is not here");
    return;
  }
  const examples = formats
    .flatMap((format) => [format.example, format.example_fork, format.example_with_error_fields])
    .filter((example) => example !== null && example !== undefined);
  for (const example of examples) {
    const { scheme, params } = fold(example).document;
    assert.equal(scheme, "onlyfans");
    assert.equal((params["checksum_indexes"] as readonly number[]).length, 32);
    assert.match(params["static_param"] as string, /^\w{32}$/);
    assert.match(`${String(params["start"])}:${String(params["end"])}`, /^\d+:[0-9a-f]{8}$/);
    assert.ok(Number.isInteger(params["checksum_constant"]));
  }
  t.diagnostic(`${examples.length} documents`);
  assert.ok(examples.length >= 12);
});

test("a document written in any community format folds back to the same params", () => {
  for (const format of RULES_FORMATS)
    for (let i = 0; i < 20; i++) {
      const params = randomParams();
      const folded = fold(unfold(params, format)).document.params;
      for (const [name, value] of Object.entries(params))
        assert.deepEqual(folded[name], value, `${format} ${name}`);
    }
});

test("an unknown format, and rules that no community format can express, are the caller's mistake", () => {
  assert.throws(() => unfold(randomParams(), "constructor"), { code: "BAD_REQUEST" });
  assert.throws(() => unfold({ secret: "x" }, "rafa"), { code: "BAD_REQUEST" });
});

test("40 coefficients with a base fold into indexes and a constant", () => {
  const coefficients = Array.from({ length: 40 }, (_, index) => (index < 32 ? 1 : 0));
  const { params } = fold({ ...frame, coefficients, base: 1697 }).document;
  assert.deepEqual(params["checksum_indexes"], [...Array(32).keys()]);
  assert.equal(params["checksum_constant"], 1697 - 48 * 32);
});

test("pairs of index and offset fold modulo 40", () => {
  const pairs = Array.from({ length: 32 }, (_, index) => [40 * 7 + index, index]);
  const { params } = fold({ ...frame, pairs }).document;
  assert.deepEqual(params["checksum_indexes"], [...Array(32).keys()]);
  assert.equal(params["checksum_constant"], (31 * 32) / 2);
});

test("a comma list of indexes is a list", () => {
  const { params } = fold({ ...frame, sha1_index: "3, 1,2", constant_checksum: [1, 2] }).document;
  assert.deepEqual(params["checksum_indexes"], [3, 1, 2]);
  assert.equal(params["checksum_constant"], 3);
});

test("FR15: parts of two builds in one document are refused with the place", () => {
  const rules = {
    ...(unfold(randomParams(), "datahoarders") as object),
    checksum_constants: Array(32).fill(7),
    checksum_constant: 1,
  };
  refused(rules, "/checksum_constant", /mixed/);
  refused(
    { ...(unfold(randomParams(), "deviint") as object), suffix: "00000000" },
    "/suffix",
    /mixed/,
  );
  refused({ ...(unfold(randomParams(), "amotrak") as object), start: "1" }, "/prefix", /mixed/);
});

test("FR04: a stray space in format, a feed's own error and an unknown shape are refused", () => {
  refused({ ...frame, format: "25369:{}:{:x}: 66740a1b" }, "/format", /without spaces/);
  refused({ ...frame, error_code: 3 }, "/error_code", /feed itself/);
  refused({ ...frame, errors: ["x"] }, "/errors", /feed itself/);
  refused({ hello: "world" }, "", /format is not known/);
  refused({ payloadType: "x", payload: "e30=", signatures: [] }, "", /signed envelope.*`signedBy`/);
  refused("a JSON string", "", /JSON object/);
  refused({ rules: [] }, "/rules", /JSON object/);
  refused({ scheme: "onlyfans", params: {}, extra: 1 }, "/extra", /not known/);
});

test("a place in the params leads back to the place in the original", () => {
  const folded = fold({ rules: unfold(randomParams(), "andpewka") });
  assert.equal(folded.originalPlace("/checksum_indexes/3"), "/rules/checksumIndexes/3");
  assert.equal(fold({ scheme: "x", params: {} }).originalPlace("/key"), "/params/key");
});

const frame = { static_param: "A".repeat(32), prefix: "1", suffix: "60000000" };

function refused(document: unknown, place: string, reason: RegExp): void {
  assert.throws(
    () => fold(document),
    (error) => {
      assert.ok(error instanceof RulesProblem);
      assert.equal(error.place, place);
      assert.match(error.reason, reason);
      return true;
    },
  );
}

import assert from "node:assert/strict";
import { test } from "node:test";
import jsonLogic from "json-logic-js";
import { systemClock } from "../../gateway/clock.ts";
import { compileSchema } from "../../gateway/rules/check-schema.ts";
import { loadLogic, type LogicEngine } from "../../gateway/rules/logic.ts";
import { RulesProblem } from "../../gateway/rules/problem.ts";
import { createSchemes } from "../../gateway/rules/schemes.ts";
import { readDefinition, type SchemeDefinition } from "../../gateway/rules/scheme-definition.ts";
import { createSigner } from "../../gateway/rules/signer.ts";
import { createTrial } from "../../gateway/rules/trial.ts";
import { randomFacts, randomParams, readRepo } from "./support.ts";

const shipped = await readRepo("rules/schemes/onlyfans.json");

test("FR05: programs that reach outside, print, or are data in disguise are refused before they run", () => {
  const place = "/headers/time";
  refused({ var: "__proto__" }, `${place}/var`, /plain property names/);
  refused({ var: "constructor.constructor" }, `${place}/var`, /plain property names/);
  refused({ var: "session.prototype" }, `${place}/var`, /plain property names/);
  refused({ var: "" }, `${place}/var`, /plain property names/);
  refused({ var: [] }, `${place}/var`, /literal path/);
  refused({ var: { var: "time" } }, `${place}/var`, /literal path/);
  refused({ var: "params.nothing" }, `${place}/var`, /can be read here/);
  refused({ var: ["time", { var: "path" }] }, `${place}/var`, /default/);
  refused({ log: "x" }, `${place}/log`, /no such operation/);
  refused({ "crypto.x": "x" }, `${place}/crypto.x`, /no such operation/);
  refused({ constructor: "x" }, `${place}/constructor`, /no such operation/);
  refused({ hasOwnProperty: "x" }, `${place}/hasOwnProperty`, /no such operation/);
  refused({ sha1: "x", sha256: "x" }, place, /one key, and this has 2/);
  refused({}, place, /one key, and this has 0/);
  refused({ join: ["", { lower: null }] }, `${place}/join/1/lower`, /null/);
  refused({ sha1: ["a", "b"] }, `${place}/sha1`, /2 operands instead of 1 to 1/);
  refused({ if: [{ var: "userId" }, "a", "b"] }, `${place}/if/0`, /comparison/);
  refused({ "==": [1, "1"] }, `${place}/==`, /no such operation/);
});

test("FR06: programs that loop or grow are refused before they run", () => {
  for (const name of ["map", "filter", "reduce", "merge", "all", "some", "none", "cat", "missing"])
    refused({ [name]: [[1], 2] }, `/headers/time/${name}`, /no such operation/);
  const wide = { concat: Array.from({ length: 60 }, () => ({ lower: { lower: { lower: "x" } } })) };
  refused({ concat: [wide, wide] }, undefined, /over 256 nodes/);
  let deep: unknown = "x";
  for (let i = 0; i < 20; i++) deep = { lower: deep };
  refused(deep, undefined, /deeper than 16/);
  refused({ lower: "x".repeat(5000) }, undefined, /longer than 4096/);
});

test("FR06: texts that double from step to step stop at a bound", () => {
  const engine = loadLogic();
  const steps = Array.from({ length: 16 }, (_, i): [string, object] => [
    `step${"abcdefghijklmnopq"[i + 1] ?? ""}`,
    double(i),
  ]);
  const definition = {
    ...read(engine, {}),
    let: { stepa: { concat: [{ var: "path" }, "0123456789"] }, ...Object.fromEntries(steps) },
  } as unknown as SchemeDefinition;
  assert.throws(() => createSigner(definition, engine, randomParams())(randomFacts()), {
    code: "INTERNAL_ERROR",
    message: /longer than 65536/,
  });

  function double(i: number): object {
    const before = { var: `step${"abcdefghijklmnopq"[i] ?? ""}` };
    return { concat: [before, before, before] };
  }
});

test("FR06: what the static check would let through by mistake is stopped in the worker", async (t) => {
  const trial = createTrial({ clock: systemClock, deadlineMs: 300 });
  t.after(() => trial.close());
  const list = Array.from({ length: 200 }, (_, i) => i);
  const nested = { map: [list, { map: [list, { map: [list, { map: [list, 1] }] }] }] };
  const cases = [{ params: randomParams(), facts: randomFacts() }];
  const slow = await trial.run({ definition: withHeader(nested as never), cases });
  assert.match(slow?.reason ?? "", /took too long or too much memory/);

  let deep: unknown = "x";
  for (let i = 0; i < 5000; i++) deep = { lower: deep };
  const overflow = await trial.run({ definition: withHeader(deep as never), cases });
  assert.notEqual(overflow, undefined);

  const fine = await trial.run({ definition: withHeader({ var: "time" }), cases });
  assert.equal(fine, undefined, "the next job gets a new worker");
});

test("FR07: two interpreters share no operations, and nobody changes the documented ones", () => {
  const [first, second] = [loadLogic(), loadLogic()];
  assert.equal(
    first.add("shout", () => "!"),
    true,
  );
  assert.equal(second.shapes.has("shout"), false);
  assert.throws(() => second.evaluate({ shout: [] } as never, {}), /Unrecognized operation/);

  jsonLogic.add_operation("===", () => "captured");
  jsonLogic.add_operation("sha1", () => "captured");
  assert.equal(second.evaluate({ "===": [1, 2] }, {}), false);
  jsonLogic.rm_operation("sha1");

  for (const taken of ["sha1", "var", "if", "shout"])
    assert.throws(() => first.add(taken, () => "other"), /exists already/);
  assert.equal(
    first.add("shout", () => "!"),
    false,
    "the same code again is the same operation",
  );
  assert.throws(() => first.add("a.b", () => ""), /letters and digits/);
});

test("FR05: an added operation sees its operands frozen and without prototype, and nothing else", () => {
  const engine = loadLogic();
  const seen: unknown[] = [];
  engine.add("spy", function (this: unknown, operand: unknown) {
    seen.push(this, operand);
    return "x";
  });
  const definition = { ...withHeader({ spy: { var: "session" } } as never) };
  createSigner(definition, engine, randomParams())(randomFacts());
  const [self, session] = seen;
  assert.equal(self, undefined);
  assert.equal(Object.getPrototypeOf(session), null);
  assert.ok(Object.isFrozen(session));
});

test("FR08: a wrong type or a missing name is an error, never coerced", () => {
  const { evaluate } = loadLogic();
  for (const logic of [
    { "+": ["1e3abc", 1] },
    { "+": ["1", 1] },
    { abs: null },
    { hex: 1.5 },
    { hex: -1 },
    { parseInt: ["1e3abc", 10] },
    { parseInt: ["12x", 10] },
    { parseInt: ["", 16] },
    { join: [":", 1, "a"] },
    { sha1: 7 },
    { charCodeSum: ["abc", [3]] },
    { charCodeSum: ["abc", ["1"]] },
    { "*": [2 ** 40, 2 ** 40] },
    { "<": ["1", 2] },
    { "!": 0 },
    { hmac: ["md5", "k", "m"] },
    { substring: ["abc", 0, 9] },
    { hexToBase64: "abc" },
    { var: "time" },
    { var: "toString" },
  ])
    assert.throws(
      () => evaluate(logic as never, { time: null }),
      RulesProblem,
      JSON.stringify(logic),
    );
  assert.equal(evaluate({ var: ["gone", "fallback"] }, {}), "fallback");
});

test("a header that is no printable text fails the signature without telling the value", () => {
  const engine = loadLogic();
  for (const logic of [{ join: ["\n", "a", "b"] }, { abs: 1 }, "", "a ", true])
    assert.throws(
      () => createSigner(withHeader(logic as never), engine, randomParams())(randomFacts()),
      {
        code: "INTERNAL_ERROR",
        source: "rules",
        message: /value for time is not a printable text/,
      },
    );
});

test("FR09: a schema with an unknown keyword, without bounds, or that refers elsewhere is refused", () => {
  assert.throws(() => compileSchema({ type: "string", maxLenght: 3 }), /unknown keyword/);
  const props = (schema: object): object => ({
    params: { type: "object", additionalProperties: false, properties: { extra: schema } },
  });
  const place = "/params/properties/extra";
  refusedMember(props({ type: "string" }), place, /maxLength/);
  refusedMember(props({ type: "array" }), place, /maxItems/);
  refusedMember(props({ type: "object" }), place, /additionalProperties: false/);
  refusedMember(props({ $ref: "#" }), place, /\$ref/);
  refusedMember(
    props({ type: "string", maxLength: 9, pattern: "^(a+)+$" }),
    place,
    /repeat a group/,
  );
  refusedMember({ surprise: 1 }, "/surprise", /not known/);
  refusedMember({ identity: ["gone"] }, "/identity/0", /no such param/);
  refusedMember({ let: { time: "x" } }, "/let/time", /fact has this name/);
});

test("FR09: `$data` is not followed", () => {
  assert.throws(() =>
    compileSchema({
      type: "object",
      properties: { a: { type: "string", pattern: { $data: "1/b" } } },
    }),
  );
});

test("FR10: a scheme with one wrong vector, or with fewer than 20, does not go live", async (t) => {
  const engine = loadLogic();
  const trial = createTrial({ clock: systemClock });
  t.after(() => trial.close());
  const schemes = createSchemes(engine, trial);
  const wrong = JSON.parse(shipped) as { vectors: { headers: Record<string, string> }[] };
  const vector = wrong.vectors[7];
  assert.ok(vector !== undefined);
  vector.headers["sign"] = "0";
  await assert.rejects(schemes.offer("a", JSON.stringify(wrong)), {
    place: "/vectors/7/headers",
    reason: "they are not reproduced",
  });
  assert.equal(schemes.find("onlyfans"), undefined);
  wrong.vectors.length = 19;
  await assert.rejects(schemes.offer("a", JSON.stringify(wrong)), { place: "/vectors" });

  await schemes.offer("a", shipped);
  assert.equal(schemes.find("onlyfans")?.definition.name, "onlyfans");
  await assert.rejects(schemes.offer("b", `${shipped} `), { place: "/name" });
});

function withHeader(time: SchemeDefinition["order"]): SchemeDefinition {
  const definition = JSON.parse(shipped) as SchemeDefinition;
  return { ...definition, headers: { time } };
}

function read(engine: LogicEngine, changed: object): SchemeDefinition {
  return readDefinition({ ...(JSON.parse(shipped) as object), ...changed }, engine);
}

function refused(logic: unknown, place: string | undefined, reason: RegExp): void {
  refusedMember({ headers: { time: logic } }, place, reason);
}

function refusedMember(changed: object, place: string | undefined, reason: RegExp): void {
  assert.throws(
    () => read(loadLogic(), changed),
    (error) => {
      assert.ok(error instanceof RulesProblem, String(error));
      assert.match(error.reason, reason);
      if (place !== undefined) assert.equal(error.place, place);
      return true;
    },
  );
}

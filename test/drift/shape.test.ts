import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  accept,
  learn,
  LEARNING_SAMPLES,
  NOTHING,
  type Learned,
} from "../../gateway/drift/learned.ts";
import { shapeOf } from "../../gateway/drift/shape.ts";

const learnedFrom = (...answers: readonly unknown[]): Learned => {
  let state = NOTHING;
  for (let count = 0; count < LEARNING_SAMPLES; count++)
    state = learn(state, shapeOf(answers[count % answers.length])).after;
  return state;
};
const found = (state: Learned, answer: unknown) =>
  learn(state, shapeOf(answer)).found.map(({ kind, place }) => `${kind} ${place}`);

test("whatever is learned is no change, and holds no value, within bounds", () => {
  const anyJson = fc.jsonValue({ maxDepth: 6 }) as fc.Arbitrary<unknown>;
  fc.assert(
    fc.property(fc.array(anyJson, { minLength: 1, maxLength: 8 }), (answers) => {
      const state = learnedFrom(...answers);
      for (const answer of answers) assert.deepEqual(found(state, answer), []);
      for (const { kinds } of Object.values(state.places))
        assert.ok(kinds.every((kind) => /^(array|boolean|number|object|string)$/.test(kind)));
    }),
    { numRuns: 60 },
  );
  const wide = Object.fromEntries(Array.from({ length: 5_000 }, (_, id) => [`user${id}`, { id }]));
  const deep = JSON.parse("[".repeat(5_000) + "]".repeat(5_000)) as unknown;
  const hostile = JSON.parse(
    '{"__proto__":{"secret":1},"7":{"jane.doe@example.com":"x"}}',
  ) as unknown;
  assert.deepEqual([...shapeOf(wide).keys()], ["", "*", "*.id"]);
  assert.ok(shapeOf(deep).size < 10);
  assert.deepEqual([...shapeOf(hostile).keys()].toSorted(), ["", "*", "*.*", "*.secret"]);
  const rows = Array.from({ length: 50 }, () =>
    Object.fromEntries(Array.from({ length: 140 }, (_, n) => [`f${n}`, { a: 1, b: [1] }])),
  );
  assert.ok(shapeOf(rows).size <= 500);
});

test("a new field, another type and a missing field are changes; empty, null and optional are not", () => {
  const full = { id: 1, name: "x", list: [{ id: 1, price: 5, note: "n" }], extra: { a: 1 } };
  const lean = { id: 2, name: null, list: [{ id: 2, price: null }] };
  const state = learnedFrom(full, lean);
  for (const same of [full, lean, { ...full, list: [] }]) assert.deepEqual(found(state, same), []);
  assert.deepEqual(found(state, { ...full, newer: { deep: { est: 1 } } }), ["new newer"]);
  assert.deepEqual(found(state, { ...full, list: [{ id: "1", price: 5 }] }), ["type list[].id"]);
  assert.deepEqual(found(state, { name: "x", list: [{ price: 5 }] }), [
    "missing id",
    "missing list[].id",
  ]);
  assert.deepEqual(found(state, []), ["type "]);
});

test("a change is found once, and is no change once it was accepted", () => {
  const answer = { id: "now a text", more: true };
  const { after, found: first } = learn(learnedFrom({ id: 1, gone: 1 }), shapeOf(answer));
  assert.deepEqual(
    first.map(({ kind, place, was, is }) => [kind, place, was, is]),
    [
      ["type", "id", ["number"], ["string"]],
      ["new", "more", [], ["boolean"]],
      ["missing", "gone", ["number"], []],
    ],
  );
  assert.deepEqual(found(after, answer), []);
  const accepted = accept(after);
  assert.deepEqual([accepted.changes, found(accepted, answer)], [[], []]);
  assert.deepEqual(found(accepted, { id: 1, more: true }), []);
});

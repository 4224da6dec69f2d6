import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { didYouMean, suggest } from "../../gateway/config/suggest.ts";

test("suggests the nearest known word for one slip of the keyboard", () => {
  const word = fc.stringMatching(/^[a-z]{4,12}$/);
  fc.assert(
    fc.property(word, fc.nat(), (known, place) => {
      const at = place % (known.length - 1);
      const swapped =
        known.slice(0, at) + (known[at + 1] ?? "") + (known[at] ?? "") + known.slice(at + 2);
      const dropped = known.slice(0, at) + known.slice(at + 1);
      for (const slip of [swapped, dropped, `${known}x`, known.toUpperCase()]) {
        assert.equal(suggest(slip, ["1234567890", known]), known);
      }
    }),
  );
});

test("suggests nothing far away, and says what there is instead", () => {
  assert.equal(suggest("zebra", ["host", "port"]), undefined);
  assert.equal(didYouMean("zebra", ["host", "port"]), "There are: host, port.");
  assert.equal(didYouMean("prot", ["host", "port"]), "Did you mean `port`?");
  assert.equal(didYouMean("prot", []), "There are none.");
});

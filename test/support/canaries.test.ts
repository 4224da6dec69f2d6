import assert from "node:assert/strict";
import { test } from "node:test";
import { createCanaries, findLeaks } from "./canaries.ts";

test("a planted secret is found in every form it may leak in", () => {
  const [canary] = createCanaries(["cookie"]);
  assert.ok(canary);
  const places = {
    raw: `x${canary.value}x`,
    hex: Buffer.from(canary.value).toString("hex"),
    url: `a=${encodeURIComponent(canary.value)}&b`,
    basic0: Buffer.from(canary.value + ":x").toString("base64"),
    basic1: Buffer.from("u" + canary.value + ":").toString("base64"),
    basic2: Buffer.from("u:" + canary.value + ":").toString("base64url"),
  };
  const found = new Set(findLeaks(places, [canary]).map(({ place }) => place));
  assert.deepEqual([...found].sort(), Object.keys(places).sort());
});

test("other text holds no leak", () => {
  assert.deepEqual(findLeaks({ log: "nothing here" }, createCanaries(["a", "b"])), []);
});

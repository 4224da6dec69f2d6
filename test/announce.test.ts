import assert from "node:assert/strict";
import { test } from "node:test";
import { announce } from "../gateway/announce.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { Environment } from "../gateway/environments.ts";

const on = {} as Environment;
for (const [environments, said] of [
  [{ sandbox: on }, "sandbox only"],
  [{ sandbox: on, live: on }, "sandbox + live"],
  [{ live: on }, "live"],
  [{}, "but every environment is off: set SANDBOX=on, or environments.live.enabled"],
] as const) {
  test(`a start with ${Object.keys(environments).join(" and ") || "nothing"} on says so`, () => {
    const addresses = { url: "http://127.0.0.1:1", adminUrl: "http://127.0.0.1:2" };
    const rest = { sandbox: undefined, createdKeyAt: undefined, unready: [] };
    const told = { ...rest, warnings: ["Rules are old."] };
    const text = announce({ ...addresses, ...told, environments } as unknown as Gateway, false);
    assert.ok(text.includes(`Countersign is ready (${said}).`), text);
    assert.match(text, /Read on: http:\/\/127\.0\.0\.1:1\/docs/);
    assert.match(text, /! Rules are old\./);
  });
}

test("a start that cannot serve yet says so, and why", () => {
  const rest = { environments: { sandbox: on }, unready: ["No rules."], warnings: ["No folder."] };
  const text = announce({ url: "http://127.0.0.1:1", ...rest } as unknown as Gateway, false);
  assert.match(text, /runs, but is not ready \(sandbox only\)[^]*! No rules\.[^]*! No folder\./);
});

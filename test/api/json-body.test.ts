import assert from "node:assert/strict";
import { test } from "node:test";
import { serveApi } from "./api-server.ts";

interface Problem {
  readonly code: string;
}

const nested = `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`;
const badBodies: Readonly<Record<string, string | Buffer<ArrayBuffer>>> = {
  "JSON cut short": '{"endpoint":',
  "an empty body": "",
  "JSON nested 10,000 deep": nested,
  "the same member twice": '{"endpoint":"/","endpoint":"/b"}',
  "a __proto__ member": '{"endpoint":"/","__proto__":{"polluted":true}}',
  "an escaped __proto__ member": '{"endpoint":"/","\\u005f_proto__":{"polluted":true}}',
  "a number out of range": '{"endpoint":"/","time":1e400}',
  "a lone surrogate": '{"endpoint":"/\\ud800"}',
  "a byte order mark": '\ufeff{"endpoint":"/"}',
  "bytes that are not UTF-8": Buffer.from('{"endpoint":"/\xff"}', "latin1"),
  "a comment": '{"endpoint":"/"/**/}',
};

for (const [what, body] of Object.entries(badBodies)) {
  test(`D11: ${what} is refused as malformed, with nothing of it executed`, async (t) => {
    const { url } = await serveApi(t);
    const answer = await fetch(`${url}/v2/dynamic-rules/sign`, {
      method: "POST",
      headers: { "content-type": "application/json", apikey: "all" },
      body,
    });
    assert.equal(answer.status, 400);
    assert.equal(((await answer.json()) as Problem).code, "BAD_REQUEST");
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
}

test("D11: five megabytes of `[` are refused by size", async (t) => {
  const { post } = await serveApi(t);
  const answer = await post("/sign", "[".repeat(5 * 1024 * 1024)).catch(() => undefined);
  // The answer may be lost if the connection is cut while the body is still being sent.
  if (answer !== undefined) assert.equal(((await answer.json()) as Problem).code, "BODY_TOO_LARGE");
  assert.equal((await post("/sign", { endpoint: "/" })).status, 200);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";

const cleanup = untilFileEnds();
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway(cleanup);
});

const DEPTH = 10_000;
const BODIES: Readonly<Record<string, (member: string) => string>> = {
  "nested 10,000 deep": (member) => `{"${member}":${"[".repeat(DEPTH)}${"]".repeat(DEPTH)}}`,
  "with a member twice": (member) => `{"${member}":"a","${member}":"b"}`,
  "with __proto__": (member) => `{"${member}":"a","__proto__":{"polluted":true}}`,
  "with constructor.prototype": (member) =>
    `{"${member}":"a","constructor":{"prototype":{"polluted":true}}}`,
  "with a number out of range": (member) => `{"${member}":1e400}`,
  "with a lone surrogate": (member) => `{"${member}":"\\ud800"}`,
  "cut short": (member) => `{"${member}":"a"`,
};

for (const [room, method, path, member] of [
  ["the admin API", "POST", "/admin/rules/sandbox/pin", "revision"],
  ["the admin API", "POST", "/admin/organizations", "name"],
  ["Link", "POST", "/v2/link/init", "clientReferenceId"],
  ["the account API", "PATCH", "/v2/account/settings", "name"],
] as const) {
  test(`D11: no absurd JSON gets into ${room} at ${path}`, async () => {
    const base = room === "the admin API" ? gateway.adminUrl : gateway.url;
    const send = async (body: string) => {
      const headers = {
        "content-type": "application/json",
        authorization: `Bearer ${room === "the admin API" ? gateway.adminToken : gateway.sandbox.apiKey}`,
      };
      const answer = await fetch(new URL(path, base), { method, headers, body });
      return { status: answer.status, ...((await answer.json()) as { code?: string }) };
    };
    for (const [what, body] of Object.entries(BODIES)) {
      const { status, code } = await send(body(member));
      assert.deepEqual([status, code], [400, "BAD_REQUEST"], what);
    }
    assert.equal((await send(`{"${member}":"${"[".repeat(70_000)}"}`)).code, "BODY_TOO_LARGE");
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
  });
}

test("N07: no answer tells what software it comes from, or which version", async () => {
  const places = [
    [gateway.url, "/"],
    [gateway.url, "/v2/access/self"],
    [gateway.url, "/v2/account/whoami"],
    [gateway.url, "/nowhere"],
    [gateway.url, `/${"a".repeat(20_000)}`],
    [gateway.adminUrl, "/readyz"],
    [gateway.adminUrl, "/admin/rules"],
  ] as const;
  for (const [base, path] of places) {
    const { headers, status } = await fetch(base + path, { headers: { apikey: "" } });
    for (const name of ["server", "x-powered-by", "via"]) {
      assert.equal(headers.get(name), null, `${name} of ${path}`);
    }
    assert.doesNotMatch(
      JSON.stringify([...headers]),
      /fastify|node\.?js|node\/|v?\d+\.\d+\.\d+(?!\.)/i,
      path,
    );
    assert.ok(status >= 200);
  }
});

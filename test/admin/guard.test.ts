import assert from "node:assert/strict";
import { test } from "node:test";
import { rawAsk, serveAdmin, token } from "./server.ts";

test("J06: everything under /admin wants the token, however the path is spelt", async (t) => {
  const { url, ask } = await serveAdmin(t);
  for (const path of ["/admin/generations", "/admin/rules", "/admin/egress", "/admin/exchanges"]) {
    assert.equal((await ask(path)).status, 200, path);
    assert.equal((await fetch(url + path)).status, 401, path);
  }
  for (const path of [
    "/%61dmin/rules",
    "//admin/rules",
    "/admin//rules",
    "/admin/./rules",
    "/ADMIN/rules",
  ]) {
    const { status, body } = await rawAsk(url, path, { authorization: "" });
    assert.ok(status === 401 || status === 404, path);
    assert.doesNotMatch(body, /1:a/);
  }
});

test("a token that is longer, shorter or in another scheme is refused", async (t) => {
  const { ask } = await serveAdmin(t);
  for (const wrong of [
    "",
    "Bearer",
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Basic ${token}`,
  ])
    assert.equal((await ask("/admin/rules", {}, wrong)).status, 401, wrong);
});

test("J08: after ten wrong tokens an address is locked for a minute, and each guess is logged", async (t) => {
  const { ask, lines, pass } = await serveAdmin(t);
  for (let i = 0; i < 10; i++)
    assert.equal((await ask("/admin/rules", {}, "Bearer guess-canary")).status, 401);
  const locked = await ask("/admin/rules");
  assert.equal(locked.status, 429);
  assert.equal(locked.headers.get("retry-after"), "60");
  assert.equal(lines.filter((line) => line.includes("a wrong admin")).length, 10);
  assert.doesNotMatch(lines.join(""), /guess-canary/);
  pass(59_999);
  assert.equal((await ask("/admin/rules")).status, 429);
  pass(1);
  assert.equal((await ask("/admin/rules")).status, 200);
});

test("a right token forgives the wrong ones before it", async (t) => {
  const { ask } = await serveAdmin(t);
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 9; i++) await ask("/admin/rules", {}, "Bearer wrong");
    assert.equal((await ask("/admin/rules")).status, 200);
  }
});

test("J09: a web page cannot use the admin API, not even from its own origin", async (t) => {
  const { url, ask } = await serveAdmin(t);
  for (const origin of ["https://evil.example", url, "null"]) {
    const answer = await ask("/admin/rules", { headers: { origin } });
    assert.equal(answer.status, 403);
    for (const [name] of answer.headers) assert.doesNotMatch(name, /^(access-control|set-cookie)/);
  }
  const preflight = await fetch(`${url}/admin/rules`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  assert.notEqual(preflight.status, 204);
  for (const [name] of preflight.headers) assert.doesNotMatch(name, /^access-control/);
});

test("J09: a foreign name that leads here is refused, addresses and localhost are known", async (t) => {
  const { url } = await serveAdmin(t);
  for (const host of [
    "evil.example",
    "evil.example:9464",
    "localhost.evil.example",
    "127.0.0.1.nip.io",
  ])
    assert.equal((await rawAsk(url, "/admin/rules", { host })).status, 403, host);
  for (const host of ["localhost", "LOCALHOST:9464", "127.0.0.1:1", "[::1]:9464", "10.1.2.3"])
    assert.equal((await rawAsk(url, "/admin/rules", { host })).status, 200, host);
});

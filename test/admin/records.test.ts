import assert from "node:assert/strict";
import { after, test } from "node:test";
import { session, startAccountGateway, textIn } from "../api/account-gateway.ts";

const { gateway, one, other, call, access, admin, said } = await startAccountGateway({ after });

const listOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  body["list"] as Record<string, unknown>[];

test("an organization is made with a default app in each environment, and a key made for it works", async () => {
  const made = await admin("POST", "/organizations", { name: "Studio" });
  assert.equal(made.status, 201);
  const organizationId = textIn(made.body, "id");
  const apps = listOf(await admin("GET", `/apps?organizationId=${organizationId}`));
  assert.deepEqual(
    new Set(apps.map(({ environment }) => environment)),
    new Set(["sandbox", "live"]),
  );
  const app = await admin("POST", "/apps", { organizationId, environment: "sandbox", name: "web" });
  assert.equal(app.status, 201, app.text);
  const body = { organizationId, environment: "sandbox", appId: textIn(app.body, "id") };
  const key = await admin("POST", "/keys", { ...body, scopes: ["ACCOUNT"], name: "ci" });
  assert.equal(key.status, 201, key.text);
  const whoami = await call({ apiKey: textIn(key.body, "key") }, "GET", "/v2/account/whoami");
  assert.deepEqual(whoami.body, { id: organizationId, name: "Studio", permissions: ["ACCOUNT"] });
});

test("a key's text is in the answer that makes it and nowhere after; revoked, it is refused at once", async () => {
  const made = await admin("POST", "/keys", { environment: "sandbox", scopes: ["ACCOUNT"] });
  const apiKey = textIn(made.body, "key");
  const id = textIn(made.body, "id");
  assert.equal((await call({ apiKey }, "GET", "/v2/account/whoami")).status, 200);
  const list = await admin("GET", "/keys?environment=sandbox");
  assert.ok(listOf(list).some((key) => key["id"] === id && key["lastFour"] === apiKey.slice(-4)));
  const audit = await admin("GET", "/audit?limit=1000");
  for (const text of [
    list.text,
    (await admin("GET", `/keys/${id}`)).text,
    audit.text,
    gateway.log(),
  ])
    assert.ok(!text.includes(apiKey) && !/digest/.test(text));

  assert.equal((await admin("POST", `/keys/${id}/revoke`)).status, 200);
  const refused = await call({ apiKey }, "GET", "/v2/account/whoami");
  assert.deepEqual([refused.status, refused.body["code"]], [401, "UNAUTHORIZED"]);
  assert.equal(typeof (await admin("GET", `/keys/${id}`)).body["revokedAt"], "string");
  assert.equal((await admin("POST", "/keys/key_nobody/revoke")).status, 404);
});

test("a key is not made for an app of another organization or environment, nor with unknown scopes", async () => {
  const { body: foreign } = await admin("POST", "/organizations", { name: "Foreign" });
  const [app] = listOf(await admin("GET", `/apps?organizationId=${textIn(foreign, "id")}`));
  const ask = async (changes: object) =>
    (await admin("POST", "/keys", { environment: "sandbox", scopes: ["ACCESS"], ...changes }))
      .status;
  assert.equal(await ask({ appId: app?.["id"] }), 404);
  assert.equal(await ask({ organizationId: "org_none" }), 404);
  assert.equal(await ask({ scopes: ["ROOT"] }), 400);
  assert.equal(await ask({ scopes: [] }), 400);
  assert.equal(await ask({ key: "ck_live_mine" }), 400);
});

test("an edit of something that changed meanwhile is refused with 412", async () => {
  const { body, headers } = await admin("POST", "/organizations", { name: "Before" });
  const place = `/organizations/${textIn(body, "id")}`;
  const tag = headers.get("etag") ?? "";
  const rename = (name: string, match: string) =>
    admin("PATCH", place, { name }, { "if-match": match });
  const renamed = await rename("After", tag);
  assert.equal(renamed.status, 200, renamed.text);
  const late = await rename("Too late", tag);
  assert.deepEqual([late.status, late.body["code"]], [412, "CONFLICT"]);
  assert.equal((await admin("GET", place)).body["name"], "After");
  assert.equal((await rename("Any", "*")).status, 200);

  const [app] = listOf(await admin("GET", `/apps?organizationId=${textIn(body, "id")}`));
  const appPlace = `/apps/${String(app?.["id"])}`;
  const shown = await admin("GET", appPlace);
  const match = { "if-match": `"other", ${shown.headers.get("etag") ?? ""}` };
  assert.equal((await admin("PATCH", appPlace, { name: "main" }, match)).status, 200);
  assert.equal((await admin("PATCH", appPlace, { name: "x" }, match)).status, 412);
});

test("a webhook endpoint and a key are changed as they were seen, or not at all", async () => {
  const seen = async (place: string) => {
    const { headers } = await admin("GET", place);
    return { "if-match": headers.get("etag") ?? "" };
  };
  const asked = { environment: "sandbox", url: "http://127.0.0.1:1/" };
  const endpoint = `/webhooks/${textIn((await admin("POST", "/webhooks", asked)).body, "id")}`;
  const before = await seen(endpoint);
  const change = { description: "changed" };
  assert.equal((await admin("PATCH", endpoint, change, before)).status, 200);
  for (const [method, place, body] of [
    ["PATCH", endpoint, { description: "late" }],
    ["POST", `${endpoint}/rotate`, { overlapHours: 1 }],
    ["DELETE", endpoint, undefined],
  ] as const)
    assert.equal((await admin(method, place, body, before)).status, 412, `${method} ${place}`);
  assert.equal((await admin("GET", endpoint)).body["description"], "changed");
  assert.equal((await admin("DELETE", endpoint, undefined, await seen(endpoint))).status, 204);

  const scoped = { environment: "sandbox", scopes: ["ACCOUNT"] };
  const key = `/keys/${textIn((await admin("POST", "/keys", scoped)).body, "id")}`;
  const stale = { "if-match": '"stale"' };
  assert.equal((await admin("POST", `${key}/revoke`, undefined, stale)).status, 412);
  assert.equal((await admin("GET", key)).body["revokedAt"], null);
  assert.equal((await admin("POST", `${key}/revoke`, undefined, await seen(key))).status, 200);
});

test("two apps of an organization and environment have different names", async () => {
  const body = { environment: "live", name: "twice" };
  assert.equal((await admin("POST", "/apps", body)).status, 201);
  assert.equal((await admin("POST", "/apps", body)).status, 409);
});

test("connections are listed for all organizations, those in trouble first", async () => {
  const { body } = await call(one, "POST", "/v2/account/connections/import", session("300"));
  const id = textIn(body, "id");
  await call(one, "POST", `/v2/account/connections/${id}/invalidate`);
  const list = await admin("GET", "/connections?environment=sandbox");
  const states = listOf(list).map(({ state }) => state);
  assert.equal(listOf(list)[0]?.["id"], id);
  assert.deepEqual(states.slice(1), Array(states.length - 1).fill("active"));
  assert.ok(listOf(list).some((row) => row["id"] === other.connectionId));
  assert.deepEqual(list.body["states"], { active: states.length - 1, expired: 1 });
  assert.equal(listOf(await admin("GET", "/connections?state=expired")).length, 1);
  assert.equal((await admin("GET", "/connections?state=lost")).status, 400);
  const page = await admin("GET", "/connections?limit=1&offset=1");
  assert.deepEqual([listOf(page).length, page.body["hasMore"]], [1, true]);
  assert.equal(page.headers.get("warning"), null);
  for (const [place, most] of [
    ["/connections", 100],
    ["/invites", 100],
    ["/audit", 1_000],
  ] as const) {
    const all = await admin("GET", `${place}?limit=${most}`);
    assert.equal(all.headers.get("warning"), null);
    const more = await admin("GET", `${place}?limit=${most + 1}`);
    const said = `299 countersign "limit was lowered to ${most}, the maximum"`;
    assert.deepEqual([more.status, more.headers.get("warning")], [200, said]);
  }
});

test("a paused connection serves nothing until it is resumed; a deleted one is gone", async () => {
  const { connectionId: id } = other;
  const paused = await admin("POST", `/connections/${id}/pause`);
  assert.deepEqual([paused.status, paused.body["state"]], [200, "paused"]);
  const refused = await access(other, id);
  assert.deepEqual([refused.body["code"], refused.body["reason"]], ["SESSION_EXPIRED", "paused"]);
  const stale = { "if-match": '"stale"' };
  assert.equal((await admin("POST", `/connections/${id}/resume`, undefined, stale)).status, 412);
  const fresh = { "if-match": paused.headers.get("etag") ?? "" };
  assert.equal((await admin("POST", `/connections/${id}/resume`, undefined, fresh)).status, 200);
  assert.equal((await access(other, id)).status, 200);

  const grants = (await admin("GET", `/connections/${id}`)).body["grants"] as object[];
  assert.equal(grants.length, 1);
  assert.equal((await admin("DELETE", `/connections/${id}`)).status, 204);
  assert.equal((await access(other, id)).body["code"], "SESSION_NOT_PROVIDED");
  for (const [method, rest] of [
    ["GET", ""],
    ["DELETE", ""],
    ["POST", "/pause"],
    ["POST", "/resume"],
  ] as const)
    assert.equal((await admin(method, `/connections/${id}${rest}`)).status, 404);
});

test("what has ended is neither paused nor resumed", async () => {
  const { body } = await call(one, "POST", "/v2/account/connections/import", session("310"));
  const id = textIn(body, "id");
  await call(one, "POST", `/v2/account/connections/${id}/invalidate`);
  assert.equal((await admin("POST", `/connections/${id}/resume`)).status, 409);
});

test("J12: each act is on record with who, what, on what, when and how it ended, in pages and as JSONL, and the record is whole", async () => {
  const first = await admin("GET", "/audit?limit=3");
  assert.deepEqual([listOf(first).length, first.body["hasMore"]], [3, true]);
  const next = await admin("GET", `/audit?limit=1000&before=${String(first.body["nextBefore"])}`);
  const acts = [...listOf(first), ...listOf(next)];
  const named = new Set(acts.map(({ action, outcome }) => `${String(action)} ${String(outcome)}`));
  for (const act of [
    "organization.create ok",
    "organization.rename ok",
    "organization.rename CONFLICT",
    "app.create ok",
    "app.create CONFLICT",
    "app.rename ok",
    "key.create ok",
    "key.create RESOURCE_NOT_FOUND",
    "key.revoke ok",
    "key.revoke RESOURCE_NOT_FOUND",
    "connection.import ok",
    "connection.invalidate ok",
    "connection.pause ok",
    "connection.resume ok",
    "connection.resume CONFLICT",
    "connection.delete ok",
    "connection.delete RESOURCE_NOT_FOUND",
  ])
    assert.ok(named.has(act), act);
  for (const { actor, at, requestId } of acts) {
    assert.match(String(actor), /^(admin|gateway|key_[0-9A-Za-z]{24})$/);
    assert.match(String(requestId), /^req_/);
    assert.equal(new Date(String(at)).toISOString(), at);
  }
  const jsonl = await admin("GET", "/audit", undefined, { accept: "application/jsonl" });
  assert.match(jsonl.headers.get("content-type") ?? "", /application\/jsonl/);
  const lines = jsonl.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  assert.deepEqual(lines, [...acts].reverse());
  const { body } = await admin("GET", "/audit/check");
  assert.deepEqual([body["isWhole"], body["entries"]], [true, acts.length]);
});

test("J06: none of it is on the data listener, and none of it is without the token", async () => {
  for (const path of [
    "organizations",
    "apps",
    "keys",
    "connections",
    "connections/import",
    "audit",
  ]) {
    const authorization = `Bearer ${gateway.adminToken}`;
    const open = await fetch(`${gateway.url}/admin/${path}`, { headers: { authorization } });
    assert.equal(open.status, 404, path);
    const method = path.endsWith("import") ? "POST" : "GET";
    assert.equal((await fetch(`${gateway.adminUrl}/admin/${path}`, { method })).status, 401);
  }
});

test("J16: a name cannot break a line of the log or the record", async () => {
  for (const name of ["a\nb", "a\u001b[31mb", ""])
    assert.equal((await admin("POST", "/organizations", { name })).status, 400);
  for (const line of gateway.log().trim().split("\n")) JSON.parse(line);
  assert.ok(!said().includes("\u001b"));
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import {
  problemOf,
  session,
  sessionSecrets,
  startAccountGateway,
  textIn,
} from "./account-gateway.ts";

const { gateway, origin, one, other, call, access, admin, said } = await startAccountGateway({
  after,
});
const path = "/v2/account/connections/import";

test("an import is tried at the upstream, kept, answered as published, and serves at once", async () => {
  origin.clear();
  const body = session("100", { clientReferenceId: "ref-100", basis: "contract of 2026" });
  const answer = await call(one, "POST", path, body);
  assert.equal(answer.status, 200, answer.text);
  const { id, createdAt, updatedAt, lastCheckedAt, permissions, ...rest } = answer.body;
  assert.match(String(id), /^conn_[0-9A-Za-z]{24}$/);
  for (const time of [createdAt, updatedAt, lastCheckedAt])
    assert.equal(new Date(String(time)).toISOString(), time);
  assert.ok((permissions as string[]).includes("profile:read"));
  assert.deepEqual(rest, {
    status: "active",
    userData: { id: "100", name: "Name 100", username: "user100", avatar: null },
    expiredAt: null,
    clientReferenceId: "ref-100",
    imported: true,
    state: "active",
    reason: null,
    consent: { by: "asserted_by_organization", basis: "contract of 2026" },
  });
  const [tried] = origin.requests;
  assert.equal(tried?.headers["x-bc"], "f".repeat(40));
  assert.equal(tried.headers["user-agent"], body.userAgent);
  assert.equal((await access(one, String(id))).status, 200);
  assert.match(origin.requests.at(-1)?.headers.cookie ?? "", /st=renewed/);
});

test("when its cookie ends is kept, where whoever hands a session in knows it, and warned of", async () => {
  const sessionEndsAt = new Date(Date.now() + 86_400_000).toISOString();
  const { status, body } = await call(one, "POST", path, session("103", { sessionEndsAt }));
  assert.equal(status, 200);
  const shown = await call(one, "GET", `/v2/account/connections/${textIn(body, "id")}`);
  assert.equal(shown.body["sessionEndsAt"], sessionEndsAt);
  const wrong = await call(one, "POST", path, session("103", { sessionEndsAt: "soon" }));
  assert.equal(wrong.status, 400);
  assert.match(textIn(wrong.body, "detail"), /sessionEndsAt/);
});

test("J01: what one organization imported is nothing to another", async () => {
  const { body } = await call(one, "POST", path, session("101"));
  const id = textIn(body, "id");
  assert.equal((await access(other, id)).body["code"], "SESSION_NOT_PROVIDED");
  const theirs = await call(other, "POST", path, session("101"));
  assert.equal(theirs.status, 200);
  assert.notEqual(theirs.body["id"], id);
});

const unusable: Readonly<Record<string, Record<string, unknown>>> = {
  "no auth_id": { cookie: "sess=sess1canary; fp=" + "f".repeat(40) },
  "no sess": { cookie: "auth_id=102; fp=" + "f".repeat(40) },
  "neither fp nor xBc": { cookie: "sess=sess102canary; auth_id=102" },
  "an xBc that is not the fp": { xBc: "e".repeat(40) },
  "an xBc of another form": { cookie: "sess=sess102canary; auth_id=102", xBc: "a b" },
  "a user ID that is none": { cookie: `sess=a; auth_id=x; fp=${"f".repeat(40)}` },
  "a line break in the cookie": { cookie: "sess=sess102canary\r\nx: y; auth_id=102" },
  "a line break in the user agent": { userAgent: "agent-canary\nx: y" },
  "a user agent that is too long": { userAgent: "agent-canary".repeat(60) },
  "a cookie over 4 KiB": { cookie: `${session("102").cookie}; big=${"x".repeat(5000)}` },
  "a cookie header over 12 KiB": { cookie: `${session("102").cookie}; ${"a=b;".repeat(4000)}` },
  "a permission of no form": { permissions: ["everything"] },
  "an ID of no form": { connectionId: "conn_short" },
  "no cookie": { cookie: undefined },
};

for (const [what, changes] of Object.entries(unusable)) {
  test(`an import with ${what} is refused without being sent or repeated`, async () => {
    origin.clear();
    const answer = await call(one, "POST", path, session("102", changes));
    assert.equal(answer.status, 400, answer.text);
    assert.equal(answer.body["code"], "BAD_REQUEST");
    assert.doesNotMatch(answer.text, sessionSecrets);
    assert.equal(origin.requests.length, 0);
  });
}

test("J03, I12: what a caller may not set is refused, an outbound proxy's address above all", async () => {
  for (const extra of [
    { organizationId: "org_x" },
    { state: "active" },
    { createdAt: 1 },
    { egressId: "direct" },
    { egress: { kind: "connect", host: "169.254.169.254", port: 80 } },
    { proxy: "http://127.0.0.1:9464" },
  ]) {
    const answer = await call(one, "POST", path, session("103", extra));
    assert.equal(answer.status, 400, JSON.stringify(extra));
  }
});

test("a session the upstream refuses, or that is another's, is not kept", async () => {
  const dead = await call(one, "POST", path, session("666"));
  assert.deepEqual([dead.status, dead.body["code"]], [401, "SESSION_EXPIRED"]);
  const foreign = await call(one, "POST", path, session("777"));
  assert.equal(foreign.status, 400);
  const { body } = await call(one, "GET", "/v2/account/connections?limit=100");
  const ids = (body["list"] as { userData: { id: string } }[]).map(({ userData }) => userData.id);
  assert.ok(!ids.includes("666") && !ids.includes("777"));
});

test("a chosen ID that is nobody's is adopted; one in use is refused alike, whoever has it", async () => {
  const chosen = "conn_from-elsewhere_0123456789";
  const adopted = await call(one, "POST", path, session("110", { connectionId: chosen }));
  assert.equal(adopted.body["id"], chosen, adopted.text);
  assert.equal((await access(one, chosen)).status, 200);

  const again = await call(one, "POST", path, session("110", { connectionId: chosen }));
  assert.equal(again.status, 200);
  const own = await call(one, "POST", path, session("111", { connectionId: one.connectionId }));
  const foreign = await call(
    one,
    "POST",
    path,
    session("111", { connectionId: other.connectionId }),
  );
  assert.equal(own.status, 409);
  assert.deepEqual(problemOf(own.body), problemOf(foreign.body));
  assert.equal(foreign.status, 409);
  const second = { connectionId: "conn_another-one_0123456789" };
  assert.equal((await call(one, "POST", path, session("110", second))).status, 409);
});

test("an imported session is renewed by one of the same account only, and keeps ID, grant and reference", async () => {
  const granted = { permissions: ["profile:read", "proxy:any"], clientReferenceId: "ref-120" };
  const { body: before } = await call(one, "POST", path, session("120", granted));
  const id = textIn(before, "id");
  const renewed = await call(one, "PATCH", `${path}/${id}`, {
    ...session("120"),
    cookie: session("120").cookie.replace("sess120canary", "sess121canary"),
  });
  assert.equal(renewed.status, 200, renewed.text);
  for (const member of ["id", "permissions", "clientReferenceId", "consent"])
    assert.deepEqual(renewed.body[member], before[member]);
  assert.equal((await access(one, id)).status, 200);
  assert.match(origin.requests.at(-1)?.headers.cookie ?? "", /sess121canary/);

  assert.equal((await call(one, "PATCH", `${path}/${id}`, session("130"))).status, 400);
  assert.equal((await call(one, "PATCH", `${path}/${id}`, session("120", granted))).status, 400);
  const linked = await call(one, "PATCH", `${path}/${one.connectionId}`, session("120"));
  assert.equal(linked.status, 409);
  assert.equal((await call(other, "PATCH", `${path}/${id}`, session("120"))).status, 404);
});

test("an import resumes no connection that an operator has paused", async () => {
  const { body } = await call(one, "POST", path, session("140"));
  const id = textIn(body, "id");
  assert.equal((await admin("POST", `/connections/${id}/pause`)).status, 200);
  const again = await call(one, "POST", path, session("140"));
  assert.deepEqual([again.body["id"], again.body["state"]], [id, "paused"]);
  assert.equal((await access(one, id)).status, 401);
});

test("J12, N01: imports are on record under the key, and no cookie, x-bc or user agent is in any answer, log or audit line", async () => {
  const { text, body } = await admin("GET", "/audit?limit=1000");
  const acts = body["list"] as { action: string; actor: string; target: string }[];
  assert.ok(
    acts.some(({ action, actor }) => action === "connection.import" && /^key_/.test(actor)),
  );
  assert.doesNotMatch(text, sessionSecrets);
  assert.doesNotMatch(said(), sessionSecrets);
  assert.ok(gateway.log().includes("connection.import"));
});

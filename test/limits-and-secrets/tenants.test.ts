import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { startTwoOrganizations, type Tenant } from "./two-organizations.ts";

const origin = await startTappedOrigin({ after }, ({ headers }, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ id: 1, sess: /sess=(\w+)/.exec(headers.cookie ?? "")?.[1] }));
});
const { gateway, one, other } = await startTwoOrganizations({ after }, origin.url);

function call(path: string, tenant: Partial<Tenant>, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (tenant.apiKey !== undefined) headers.set("apikey", tenant.apiKey);
  if (tenant.connectionId !== undefined) headers.set("x-connection-id", tenant.connectionId);
  return fetch(new URL(path, gateway.url), { ...init, headers });
}

/** An answer without what differs from request to request. */
async function shapeOf(response: Response): Promise<unknown> {
  const { requestId, ...body } = (await response.json()) as Record<string, unknown>;
  assert.equal(typeof requestId, "string");
  const headers = [...response.headers].filter(
    ([name]) => !["date", "x-request-id", "content-length", "server-timing"].includes(name),
  );
  return { status: response.status, headers, body };
}

for (const path of ["/v2/access/self", "/v2/access/proxy/users/me", "/api2/v2/users/me"]) {
  test(`J01: on ${path} another organization's connection answers like none there is`, async () => {
    const seen = origin.requests.length;
    const unknown = `${other.connectionId.slice(0, -1)}${other.connectionId.endsWith("0") ? "1" : "0"}`;
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const foreign = await shapeOf(
        await call(path, { ...mine, connectionId: theirs.connectionId }),
      );
      const missing = await shapeOf(await call(path, { ...mine, connectionId: unknown }));
      assert.deepEqual(foreign, missing);
      assert.equal((foreign as { status: number }).status, 401);
    }
    assert.equal(origin.requests.length, seen);
  });
}

test("J02: absurd paging is refused and never sent on", async () => {
  const seen = origin.requests.length;
  for (const query of ["limit=-1", "limit=0", "limit=1e9x", "offset=-1", "limit=abc"]) {
    const answer = await call(`/v2/access/chats?${query}`, one);
    assert.equal(answer.status, 400, query);
  }
  assert.equal(origin.requests.length, seen);
});

test("J03: members a caller may not set are refused by closed schemas", async () => {
  for (const extra of [{ organizationId: "org_x" }, { id: "x" }, { role: "admin" }]) {
    const body = JSON.stringify({ endpoint: "/api2/v2/users/me", ...extra });
    const headers = { "content-type": "application/json" };
    const answer = await call(
      "/v2/dynamic-rules/sign",
      { apiKey: other.apiKey },
      {
        method: "POST",
        headers,
        body,
      },
    );
    assert.equal(answer.status, 400, JSON.stringify(extra));
  }
});

test("J04: what a caller learns about itself has no member beyond the contract", async () => {
  const answer = await call("/v2/account/whoami", { apiKey: other.apiKey });
  const body = (await answer.json()) as Record<string, unknown>;
  assert.deepEqual(Object.keys(body).sort(), ["id", "name", "permissions"]);
  assert.notEqual(
    body["id"],
    ((await (await call("/v2/account/whoami", one)).json()) as { id: string }).id,
  );
});

test("J05: side by side, each organization's requests go out with its own session and never share a connection", async () => {
  const tenants = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : other));
  const answers = await Promise.all(
    tenants.map(async (tenant) => {
      const response = await call("/api2/v2/users/me", tenant);
      return ((await response.json()) as { sess: string }).sess;
    }),
  );
  const expected = new Map([
    [one, answers[0]],
    [other, "othersession"],
  ]);
  assert.notEqual(answers[0], "othersession");
  tenants.forEach((tenant, index) => assert.equal(answers[index], expected.get(tenant)));
  const owners = new Map<number, Set<boolean>>();
  for (const { connection, headers } of origin.requests) {
    const isOther = (headers.cookie ?? "").includes("sess=othersession");
    owners.set(connection, (owners.get(connection) ?? new Set()).add(isOther));
  }
  for (const [connection, seen] of owners) assert.equal(seen.size, 1, `connection ${connection}`);
});

test("J06: admin routes are nowhere on the data listener, with or without the token", async () => {
  const paths = ["generations", "exchanges", "egress", "rules", "reload", "rollback"].map(
    (name) => `/admin/${name}`,
  );
  for (const path of [
    ...paths,
    "/metrics",
    "/healthz",
    "/readyz",
    "//admin/rules",
    "/%61dmin/rules",
  ]) {
    for (const authorization of ["", `Bearer ${gateway.adminToken}`])
      for (const method of ["GET", "POST"]) {
        const url = `${gateway.url}${path}`;
        const answer = await fetch(url, { method, headers: { authorization } });
        assert.equal(answer.status, 404, `${method} ${path}`);
      }
  }
});

test("J07: the admin listener has a random token of its own; an empty or a guessed one opens nothing", async () => {
  assert.ok(gateway.adminToken.length >= 32);
  for (const authorization of ["", "Bearer ", "Bearer admin", "Bearer undefined"]) {
    const answer = await fetch(`${gateway.adminUrl}/admin/generations`, {
      headers: { authorization },
    });
    assert.equal(answer.status, 401, authorization);
  }
  const headers = { authorization: `Bearer ${gateway.adminToken}` };
  assert.equal((await fetch(`${gateway.adminUrl}/admin/generations`, { headers })).status, 200);
});

test("J09: a page of another origin is refused by the admin API, token or not, and no answer invites it", async () => {
  for (const method of ["GET", "OPTIONS"]) {
    const answer = await fetch(`${gateway.adminUrl}/admin/generations`, {
      method,
      headers: {
        origin: "https://evil.example",
        "access-control-request-method": "GET",
        authorization: `Bearer ${gateway.adminToken}`,
      },
    });
    assert.ok(answer.status >= 400, `${method} ${answer.status}`);
    for (const [name] of answer.headers) assert.doesNotMatch(name, /^(access-control|set-cookie)/);
  }
});

test("J17: no organization, key or connection is in a metric's labels", async () => {
  await call("/v2/access/self", one);
  await call("/v2/access/self", other);
  const text = await gateway.metrics();
  for (const secret of [one.connectionId, other.connectionId, one.apiKey, other.apiKey])
    assert.ok(!text.includes(secret));
  assert.doesNotMatch(text, /\b(org|app|conn|key)_[0-9A-Za-z]{10}/);
});

test("J08: ten wrong admin tokens slow an address down, the right one included, and each leaves a line", async (t) => {
  const { gateway: guessed } = await startTwoOrganizations(t, origin.url);
  const guess = (token: string) =>
    fetch(`${guessed.adminUrl}/admin/generations`, {
      headers: { authorization: `Bearer ${token}` },
    });
  const statuses = [];
  for (let tries = 0; tries < 12; tries++) statuses.push((await guess(`guess${tries}`)).status);
  assert.deepEqual(statuses, [...Array<number>(10).fill(401), 429, 429]);
  assert.equal((await guess(guessed.adminToken)).status, 429);
  assert.equal(guessed.log().match(/a wrong admin or metrics token/g)?.length, 10);
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { problemOf, session, startAccountGateway, textIn } from "./account-gateway.ts";

const { gateway, origin, one, other, call, access } = await startAccountGateway({ after });
const path = "/v2/account/connections";

async function importOne(userId: string): Promise<string> {
  const { body } = await call(one, "POST", `${path}/import`, session(userId));
  return textIn(body, "id");
}

test("whoami names the organization", async () => {
  assert.equal((await call(one, "GET", "/v2/account/whoami")).body["name"], "default");
  assert.equal((await call(other, "GET", "/v2/account/whoami")).body["name"], "other");
});

test("J02: a list shows an organization's own connections, by filter and page", async () => {
  const ids = new Set([await importOne("200"), await importOne("201"), await importOne("202")]);
  const list = async (query: string) => {
    const { body } = await call(one, "GET", `${path}?${query}`);
    const rows = body["list"] as { id: string; imported: boolean; status: string }[];
    return { rows, ids: rows.map(({ id }) => id), hasMore: body["hasMore"] };
  };
  const imported = await list("imported=true");
  assert.deepEqual(new Set(imported.ids), ids);
  assert.equal(imported.hasMore, false);
  assert.ok((await list("imported=false")).ids.includes(one.connectionId));
  const first = await list("imported=true&limit=2");
  const rest = await list("imported=true&limit=2&offset=2");
  assert.deepEqual(
    [first.ids.length, first.hasMore, rest.ids.length, rest.hasMore],
    [2, true, 1, false],
  );
  assert.deepEqual(new Set([...first.ids, ...rest.ids]), ids);
  assert.deepEqual((await list("status=expired")).ids, []);
  assert.equal((await list("limit=1000")).hasMore, false);
  const { headers } = await call(one, "GET", `${path}?limit=1000`);
  assert.match(headers.get("warning") ?? "", /limit was lowered to 100/);
  const theirs = (await call(other, "GET", path)).body["list"] as { id: string }[];
  assert.deepEqual(
    theirs.map(({ id }) => id),
    [other.connectionId],
  );
});

test("J02: absurd paging and unknown filters are refused", async () => {
  for (const query of ["limit=-1", "limit=0", "offset=-1", "offset=1e9", "status=all", "x=1"])
    assert.equal((await call(one, "GET", `${path}?${query}`)).status, 400, query);
});

const routes = [
  ["GET", ""],
  ["DELETE", ""],
  ["POST", "/invalidate"],
  ["GET", "/settings"],
  ["PATCH", "/settings"],
] as const;

for (const [method, rest] of routes) {
  test(`J01: ${method} of another organization's connection${rest} answers as if there were none`, async () => {
    const ask = async (id: string) => {
      const body = method === "PATCH" ? {} : undefined;
      const answer = await call(one, method, `${path}/${id}${rest}`, body);
      return { status: answer.status, problem: problemOf(answer.body) };
    };
    const foreign = await ask(other.connectionId);
    assert.equal(foreign.status, 404);
    for (const id of ["conn_000000000000000000000000", "nonsense"])
      assert.deepEqual(await ask(id), foreign);
    assert.equal((await access(other, other.connectionId)).status, 200);
  });
}

test("a deleted connection is signed out upstream, and its ID answers like an unknown one from then on", async () => {
  const id = await importOne("210");
  origin.clear();
  const answer = await call(one, "DELETE", `${path}/${id}`);
  assert.deepEqual([answer.status, answer.text], [204, ""]);
  assert.deepEqual(
    origin.requests.map(({ method, target }) => `${method} ${target}`),
    ["POST /api2/v2/users/logout"],
  );
  assert.equal((await access(one, id)).body["code"], "SESSION_NOT_PROVIDED");
  assert.equal((await call(one, "GET", `${path}/${id}`)).body["code"], "RESOURCE_NOT_FOUND");
  assert.equal((await call(one, "DELETE", `${path}/${id}`)).status, 404);
});

test("an invalidated connection is expired, keeps its record, and comes back with a newer session", async () => {
  const id = await importOne("220");
  assert.equal((await call(one, "POST", `${path}/${id}/invalidate`)).status, 204);
  assert.equal((await access(one, id)).body["code"], "SESSION_EXPIRED");
  const { body } = await call(one, "GET", `${path}/${id}`);
  assert.deepEqual([body["status"], body["reason"]], ["expired", "invalidated"]);
  assert.equal(typeof body["expiredAt"], "string");
  const renewed = await call(one, "PATCH", `${path}/import/${id}`, session("220"));
  assert.deepEqual([renewed.body["status"], renewed.body["expiredAt"]], ["active", null]);
  assert.equal((await access(one, id)).status, 200);
});

test("an organization's settings are its own, and a connection differs in what it says", async () => {
  const id = await importOne("230");
  const defaults = await call(one, "GET", "/v2/account/settings");
  const { vaultPlus } = defaults.body as { vaultPlus: { defaultSettings: object } };
  const changed = await call(one, "PATCH", "/v2/account/settings", {
    vaultPlus: { autoEnableForNewConnections: true, defaultSettings: { retentionDays: 7 } },
  });
  assert.deepEqual(changed.body, {
    settings: {
      vaultPlus: {
        autoEnableForNewConnections: true,
        defaultSettings: { ...vaultPlus.defaultSettings, retentionDays: 7 },
      },
    },
  });
  assert.deepEqual((await call(other, "GET", "/v2/account/settings")).body, defaults.body);

  const own = `${path}/${id}/settings`;
  const differing = { vaultPlus: { enabled: false, settings: { cacheVideos: false } } };
  assert.equal((await call(one, "PATCH", own, differing)).status, 200);
  const shown = (await call(one, "GET", own)).body["vaultPlus"] as Record<string, unknown>;
  assert.equal(shown["enabled"], false);
  assert.deepEqual(shown["settingsOverrides"], { cacheVideos: false });

  const broadcast = await call(one, "PATCH", "/v2/account/settings", {
    vaultPlus: { applyToExistingConnections: true },
  });
  const { affectedConnections } = broadcast.body["broadcastResult"] as Record<string, number>;
  assert.ok((affectedConnections ?? 0) >= 2);
  const after = (await call(one, "GET", own)).body["vaultPlus"] as Record<string, unknown>;
  assert.deepEqual([after["enabled"], after["settingsOverrides"]], [false, null]);
});

test("J03: settings take no member that is not theirs", async () => {
  for (const vaultPlus of [{ stats: {} }, { defaultSettings: { storageLimitBytes: -1 } }])
    assert.equal((await call(one, "PATCH", "/v2/account/settings", { vaultPlus })).status, 400);
});

test("a client that announces JSON where there is none to send is served", async () => {
  const id = await importOne("240");
  const answer = await fetch(`${gateway.url}${path}/${id}`, {
    method: "DELETE",
    headers: { apikey: one.apiKey, "content-type": "application/json" },
  });
  assert.equal(answer.status, 204);
});

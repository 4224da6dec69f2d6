import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { after, test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";

const gateway = await startTestGateway({ after }, { health: { pauseMs: 1 } });
const { url, adminUrl, adminToken, sandbox } = gateway;
const id = sandbox.creator;

const script = (command: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/${command}`, { method: "POST", body: JSON.stringify(body) });
const read = (path: string) =>
  fetch(`${url}${path}`, { headers: { apikey: sandbox.apiKey, "x-connection-id": id } });
const admin = async (path: string, method = "GET") => {
  const headers = { authorization: `Bearer ${adminToken}` };
  const answer = await fetch(`${adminUrl}/admin/connections${path}`, { method, headers });
  return (await answer.json()) as Record<string, unknown>;
};
const requests = async () => {
  const { list } = (await (await fetch(`${sandbox.url}/_sandbox/log?limit=500`)).json()) as {
    list: readonly Record<string, unknown>[];
  };
  return list.map((each) => JSON.stringify(each));
};
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await nextTurn();
}

test("an account's x-hash is fetched once, sent from then on, and taken by an upstream that checks it", async () => {
  assert.equal((await read("/v2/access/self")).status, 200);
  await until(async () => (await requests()).some((each) => each.includes("/hash/?u=")));
  await until(async () => {
    assert.equal((await read("/v2/access/self")).status, 200);
    return (await requests()).some((each) => each.includes("x-hash"));
  });
  const fetched = (await requests()).filter((each) => each.includes("/hash/?u="));
  assert.equal(fetched.length, 1);
  assert.ok(!(fetched[0] ?? "").includes("sess="), "without the session");
});

test("one odd answer ends nothing; a challenge is confirmed, told, counted and repaired", async () => {
  await script("session", { account: "creator", action: "challenge" });
  assert.equal((await read("/v2/access/self")).status, 401);
  await until(async () => (await admin(`/${id}`))["state"] === "challenged");
  const { list } = (await admin("/errors")) as { list: readonly Record<string, unknown>[] };
  assert.equal(list[0]?.["id"], id);
  assert.deepEqual(list[0]["byCode"], { SESSION_EXPIRED: 1 });
  assert.deepEqual(list[0]["bySource"], { session: 1 });

  assert.equal((await admin(`/${id}/check`, "POST"))["outcome"], "challenged");
  await script("session", { account: "creator", action: "restore" });
  const [one, two] = await Promise.all([1, 2].map(() => admin(`/${id}/check`, "POST")));
  assert.deepEqual([one?.["outcome"], two?.["outcome"]], ["works", "works"]);
  assert.equal((await admin(`/${id}`))["state"], "active");

  const shown = (await (await read(`/v2/account/connections/${id}`)).json()) as {
    readonly history: readonly { readonly to: string; readonly by: string }[];
    readonly warning: unknown;
    readonly sessionSince: string;
  };
  assert.deepEqual(
    shown.history.slice(0, 2).map(({ to, by }) => [to, by]),
    [
      ["active", "upstream"],
      ["challenged", "upstream"],
    ],
  );
  assert.equal(shown.warning, null);
  assert.ok(Date.parse(shown.sessionSince) > 0);
});

test("edge and upstream faults leave the connection as it is, however often", async () => {
  await script("fault", { kind: "html-block", path: "/api2/v2/", times: 3 });
  for (let times = 0; times < 3; times++) assert.equal((await read("/v2/access/self")).status, 503);
  await script("fault", { kind: "maintenance", path: "/api2/v2/users/me", times: 1 });
  const checked = await admin(`/${id}/check`, "POST");
  assert.equal(checked["outcome"], "unknown");
  assert.equal((checked["error"] as Record<string, unknown>)["code"], "UPSTREAM_MAINTENANCE");
  assert.equal((await admin(`/${id}`))["state"], "active");
});

test("a session that the upstream takes back is over at once: the next request does not go out", async () => {
  await script("session", { account: "creator", action: "expire" });
  assert.equal((await read("/v2/access/proxy/users/me")).status, 401);
  const next = (await (await read("/v2/access/proxy/users/me")).json()) as Record<string, unknown>;
  assert.deepEqual([next["code"], next["reason"]], ["SESSION_EXPIRED", "expired"]);
  await script("session", { account: "creator", action: "restore" });
});

test("what is paused is not checked, and the hash outlives the process sealed", async () => {
  await admin(`/${id}/pause`, "POST");
  assert.equal((await admin(`/${id}/check`, "POST"))["code"], "CONFLICT");
  await gateway.close();
  const database = new DatabaseSync(join(gateway.dataDir, "countersign.db"));
  const row = database.prepare("select x_hash from sessions where connection_id = ?").get(id);
  database.close();
  assert.ok(row?.["x_hash"] instanceof Uint8Array);
  assert.ok(!Buffer.from(row["x_hash"]).toString("latin1").match(/^\d+ /), "sealed");
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createCaller, startLinkGateway } from "../link/owner.ts";

const { gateway, admin } = await startLinkGateway({ after });

/** The whole record, as it is exported. */
async function exported() {
  const answer = await fetch(`${gateway.adminUrl}/admin/audit`, {
    headers: { authorization: `Bearer ${gateway.adminToken}`, accept: "application/jsonl" },
  });
  const lines = (await answer.text()).trimEnd().split("\n");
  return lines.map(
    (line) => JSON.parse(line) as { action: string; actor: string; target: string | null },
  );
}

test("a key's making, first use and end, and an attempt to be given a session, are on record once and exportable", async () => {
  const made = await admin("POST", "/keys", { environment: "sandbox", scopes: ["LINK"] });
  const id = String(made.body["id"]);
  const call = createCaller(gateway, String(made.body["key"]));
  const asked = { options: { returnRawSession: true } };
  for (let count = 0; count < 3; count++)
    assert.equal((await call("POST", "/v2/link/init", asked)).status, 400);
  await admin("POST", `/keys/${id}/revoke`);
  const key = await admin("GET", `/keys/${id}`);
  assert.notEqual(key.body["firstUsedAt"], null);
  await fetch(`${gateway.sandbox.url}/_sandbox/rotate`, { method: "POST", body: "{}" });
  await admin("POST", "/reload");

  const acts = await exported();
  const of = (action: string) =>
    acts.filter((act) => act.action === action && (act.target === id || act.actor === id));
  assert.deepEqual(
    ["key.create", "key.first_use", "key.revoke", "session.reveal"].map(
      (action) => of(action).length,
    ),
    [1, 1, 1, 3],
  );
  assert.ok(acts.some(({ action, actor }) => action === "rules.change" && actor === "gateway"));
  assert.ok(acts.some(({ action }) => action === "reload"));
  assert.equal((await admin("GET", "/audit/check")).body["isWhole"], true);
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { join } from "node:path";
import { session } from "../api/account-gateway.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { createBrowser, createCaller, startLinkGateway } from "../link/owner.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";

const { gateway, admin, call } = await startLinkGateway({ after });

/** The whole record, as it is exported. */
async function exported(of: Pick<TestGateway, "adminUrl" | "adminToken"> = gateway) {
  const answer = await fetch(`${of.adminUrl}/admin/audit`, {
    headers: { authorization: `Bearer ${of.adminToken}`, accept: "application/jsonl" },
  });
  const lines = (await answer.text()).trimEnd().split("\n");
  return lines.map(
    (line) =>
      JSON.parse(line) as {
        action: string;
        actor: string;
        target: string | null;
        requestId: string;
        outcome: string;
        detail: Readonly<Record<string, unknown>>;
      },
  );
}

test("a key's making, first use and end, and an attempt to be given a session, are on record once and exportable", async () => {
  const made = await admin("POST", "/keys", { environment: "sandbox", scopes: ["LINK"] });
  const id = String(made.body["id"]);
  const callByIt = createCaller(gateway, String(made.body["key"]));
  const asked = { options: { returnRawSession: true } };
  for (let count = 0; count < 3; count++)
    assert.equal((await callByIt("POST", "/v2/link/init", asked)).status, 400);
  await admin("POST", `/keys/${id}/revoke`);
  const key = await admin("GET", `/keys/${id}`);
  assert.notEqual(key.body["firstUsedAt"], null);
  await fetch(`${gateway.sandbox.url}/_sandbox/rotate`, { method: "POST", body: "{}" });
  await admin("POST", "/reload");

  const acts = await exported();
  const own = (action: string) =>
    acts.filter((act) => act.action === action && (act.target === id || act.actor === id));
  assert.deepEqual(
    ["key.create", "key.first_use", "key.revoke", "session.reveal"].map(
      (action) => own(action).length,
    ),
    [1, 1, 1, 3],
  );
  assert.ok(acts.some(({ action, actor }) => action === "rules.change" && actor === "gateway"));
  assert.ok(acts.some(({ action }) => action === "reload"));
  assert.equal((await admin("GET", "/audit/check")).body["isWhole"], true);
});

test("J12: an import, a consent and an operator's call are on record with who did it, for what request and how it ended", async () => {
  const imported = await call("POST", "/v2/account/connections/import", session("7"));
  assert.ok(imported.status >= 400, "nobody's at the sandbox");
  const init = await call("POST", "/v2/link/init", {});
  const browser = createBrowser(gateway.url);
  await browser.open(String(init.body["url"]));
  await browser.submit("consent");
  await admin("POST", "/organizations", { name: "Studio" });

  const acts = await exported();
  const last = (action: string) => acts.findLast((act) => act.action === action);
  assert.match(last("connection.import")?.actor ?? "", /^key_/);
  assert.notEqual(last("connection.import")?.outcome, "ok");
  assert.equal(last("link.consent")?.actor, "owner");
  assert.equal(last("organization.create")?.actor, "admin");
  for (const action of ["connection.import", "link.init", "link.consent", "organization.create"])
    assert.match(last(action)?.requestId ?? "", /^req_/, action);
});

test("J12: a changed configuration is on record, also one that changed between two starts, and none that did not", async (t) => {
  const folder = await makeFolder(t);
  const settings = (warnDays: number) => ({ health: { warnDays } });
  await folder.drop("gateway.json", settings(1));
  const config = join(folder.path, "gateway.json");
  const env = { DATA_DIR: join(folder.path, "data") };
  const changes = async (of: TestGateway) =>
    (await exported(of))
      .filter(({ action }) => action === "config.change")
      .map(({ actor, detail }) => [actor, detail["because"]]);

  const first = await startTestGateway(t, {}, { config, env });
  assert.deepEqual(await changes(first), []);
  await folder.drop("gateway.json", settings(2));
  await first.reload();
  assert.deepEqual(await changes(first), [["gateway", "reload"]]);
  await first.close();
  const same = await startTestGateway(t, {}, { config, env });
  assert.deepEqual(await changes(same), [["gateway", "reload"]]);
  await same.close();
  await folder.drop("gateway.json", settings(3));
  const changed = await startTestGateway(t, {}, { config, env });
  assert.deepEqual(await changes(changed), [
    ["gateway", "reload"],
    ["gateway", "start"],
  ]);
});

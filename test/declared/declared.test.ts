import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { newKey } from "../../gateway/ids.ts";
import { createInnerCommandLine } from "../cli/command-line.ts";
import { png } from "../link/png.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";

const limits = { maxLagMs: 60_000 };
const [first, second] = [newKey("sandbox"), newKey("sandbox")];
const sha256 = (key: string) => hash("sha256", key, "hex");
const planner = {
  environment: "sandbox",
  organization: "agency",
  redirectUris: ["https://planner.example/linked"],
  origins: ["https://planner.example"],
  permissions: ["profile:read"],
};
const plannerKey = { environment: "sandbox", organization: "agency", app: "planner" };
const declared = {
  organizations: { agency: { name: "The agency" } },
  apps: { planner },
  keys: { main: { ...plannerKey, sha256: sha256(first) } },
};

interface Shown {
  readonly list: readonly Readonly<Record<string, unknown>>[];
}

interface Reloaded {
  readonly result: string;
  readonly problems: readonly string[];
  readonly declared?: readonly { action: string; kind: string; name: string }[];
}

function adminOf({ adminUrl, adminToken }: TestGateway) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${adminUrl}/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, data: JSON.parse(text || "{}") as unknown };
  };
}

const whoAmI = async ({ url }: TestGateway, key: string) => {
  const answer = await fetch(`${url}/v2/account/whoami`, { headers: { apikey: key } });
  await answer.text();
  return answer.status;
};
const said = ({ declared: changes = [] }: Reloaded) =>
  changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

test("what is declared is made at start, changed by a reload and switched off when it is gone; nothing is deleted", async (t) => {
  const document: Record<string, unknown> = { limits, declared };
  const gateway = await startTestGateway(t, {}, { config: document });
  const admin = adminOf(gateway);
  const reload = async (next: unknown, path = "/reload") => {
    document["declared"] = next;
    return (await admin("POST", path)).data as Reloaded;
  };
  assert.equal(await whoAmI(gateway, first), 200);
  const { list: apps } = (await admin("GET", "/apps")).data as Shown;
  const app = apps.find(({ name }) => name === "planner");
  const link = async () => (await admin("GET", `/apps/${String(app?.["id"])}/link`)).data as object;
  assert.partialDeepStrictEqual(await link(), { redirectUris: planner.redirectUris });

  const { creator, fan } = gateway.sandbox;
  const next = {
    ...declared,
    apps: { planner: { ...planner, redirectUris: ["https://planner.example/back"] } },
    keys: { main: { ...plannerKey, key: second }, spare: declared.keys.main },
    connections: {
      [creator]: { country: "FR", paused: true },
      [fan]: { country: "DE" },
      conn_000000000000000000000000: { paused: true },
      "conn_of-another_maker": { paused: true },
    },
  };
  const expected = [
    "change app planner",
    "create key main",
    "change key spare",
    `change connection ${creator}`,
    `change connection ${fan}`,
  ];
  const dry = await reload(next, "/reload?dryRun=1");
  assert.deepEqual(said(dry), expected);
  assert.equal(await whoAmI(gateway, second), 401);
  assert.partialDeepStrictEqual(await link(), { redirectUris: planner.redirectUris });

  assert.deepEqual(said(await reload(next)), expected);
  assert.deepEqual([await whoAmI(gateway, first), await whoAmI(gateway, second)], [200, 200]);
  assert.partialDeepStrictEqual(await link(), { redirectUris: ["https://planner.example/back"] });
  const { data: placed } = await admin("GET", `/connections/${creator}`);
  assert.partialDeepStrictEqual(placed, { state: "paused", reason: "config", country: "FR" });

  const resuming = await admin("POST", `/connections/${creator}/resume`);
  assert.equal(resuming.status, 409);
  assert.match(resuming.text, /is declared in the configuration/);
  assert.equal((await admin("POST", `/connections/${fan}/pause`)).status, 200);
  // Deleting is free to whoever may; the file then speaks of nothing.
  assert.equal((await admin("DELETE", `/connections/${fan}`)).status, 204);
  const same = await reload(next);
  assert.deepEqual([same.result, ...said(same)], ["unchanged", `release connection ${fan}`]);
  assert.deepEqual(said(await reload(next)), []);

  const gone = await reload({ ...declared, apps: {}, keys: {} });
  assert.deepEqual(said(gone).toSorted(), [
    "disable app planner",
    "disable key main",
    "disable key spare",
    `release connection ${creator}`,
  ]);
  assert.deepEqual([await whoAmI(gateway, first), await whoAmI(gateway, second)], [401, 401]);
  assert.partialDeepStrictEqual(await link(), { redirectUris: [], origins: [] });
  assert.equal((await admin("GET", `/connections/${creator}`)).status, 200);

  const back = (await admin("POST", "/rollback")).data as Reloaded;
  assert.equal(back.result, "applied");
  assert.equal(await whoAmI(gateway, second), 200);

  const { list: acts } = (await admin("GET", "/audit?limit=200")).data as Shown;
  const ofConfig = acts.filter(({ actor }) => actor === "config").map(({ action }) => action);
  assert.ok(ofConfig.includes("organization.create") && ofConfig.includes("key.disable"));
  for (const text of [gateway.log(), JSON.stringify([dry, gone, back, acts])])
    assert.ok(!text.includes(first) && !text.includes(second));
});

test("a declaration that cannot be refuses the whole candidate, and traffic goes on", async (t) => {
  const document: Record<string, unknown> = { limits, declared };
  const gateway = await startTestGateway(t, {}, { config: document });
  const admin = adminOf(gateway);
  const refusedFor = async (next: object) => {
    document["declared"] = { ...declared, ...next };
    const { result, problems } = (await admin("POST", "/reload")).data as Reloaded;
    assert.equal(result, "refused");
    return problems.join("\n");
  };
  const other = { ...planner, organization: "org_000000000000000000000000" };
  // The first of the two could be: neither is made.
  const half = await refusedFor({ apps: { planner, fresh: planner, other } });
  assert.match(half, /\/declared\/apps\/other There is no organization/);
  assert.ok(!(await admin("GET", "/apps")).text.includes("fresh"));
  assert.match(await refusedFor({ apps: {} }), /Nothing is declared as `planner`/);
  const both = { ...plannerKey, sha256: sha256(second), key: second };
  assert.match(await refusedFor({ keys: { both } }), /by one of them/);
  const bad = await refusedFor({ keys: { bad: { ...plannerKey, key: `${second}x` } } });
  assert.match(bad, /no key of the sandbox environment/);
  assert.ok(!bad.includes(second));
  const http = { ...planner, redirectUris: ["http://planner.example/"] };
  assert.match(await refusedFor({ apps: { planner: http } }), /must be an https URL/);

  const made = await admin("POST", "/keys", { environment: "sandbox", scopes: ["ACCOUNT"] });
  const { id, key } = made.data as { id: string; key: string };
  await admin("POST", `/keys/${id}/revoke`);
  const again = { environment: "sandbox", sha256: sha256(key) };
  assert.match(await refusedFor({ keys: { again } }), /was revoked/);
  assert.equal(await whoAmI(gateway, first), 200);
});

test("what belongs to a file is changed there alone, and a second start changes nothing", async (t) => {
  const folder = makeScratch(t, "declared");
  const [file, before] = [join(folder, "gateway.json"), join(folder, "before.json")];
  await writeFile(join(folder, "main.key"), `${first}\n`);
  const keys = { main: { ...plannerKey, key: "${file:main.key}" } };
  await writeFile(file, JSON.stringify({ limits, declared: { ...declared, keys } }));
  await writeFile(
    before,
    JSON.stringify({ limits, declared: { ...declared, apps: {}, keys: {} } }),
  );
  const gateway = await startTestGateway(t, {}, { config: file });
  const admin = adminOf(gateway);
  const idIn = async (path: string, name: string) => {
    const { list } = (await admin("GET", path)).data as Shown;
    return String(list.find((each) => each["name"] === name)?.["id"]);
  };
  const [organization, app, key] = [
    await idIn("/organizations", "The agency"),
    await idIn("/apps", "planner"),
    await idIn("/keys", "main"),
  ];
  for (const { status, text } of [
    await admin("PATCH", `/organizations/${organization}`, { name: "Mine" }),
    await admin("PATCH", `/apps/${app}`, { name: "mine" }),
    await admin("PATCH", `/apps/${app}/link`, { redirectUris: [] }),
    await admin("POST", `/keys/${key}/revoke`),
  ]) {
    assert.equal(status, 409);
    assert.ok(text.includes(`is declared in ${file}, as `), text);
  }
  const cli = createInnerCommandLine({ DATA_DIR: gateway.dataDir, CONFIG: file });
  const revoking = await cli.run("keys", "revoke", key);
  assert.equal(revoking.code, 2);
  assert.ok(revoking.stderr.includes(file));
  const { declared: changes } = (await cli.json(0, "config", "diff", before, file)) as Reloaded;
  assert.deepEqual(changes, [
    { action: "create", kind: "app", name: "planner" },
    { action: "create", kind: "key", name: "main" },
  ]);
  assert.ok(!cli.said().includes(first));

  const ofConfig = async (ask: typeof admin) => {
    const { list } = (await ask("GET", "/audit?limit=200")).data as Shown;
    return list.filter(({ actor }) => actor === "config").length;
  };
  const acts = await ofConfig(admin);
  await gateway.close();
  const env = { DATA_DIR: gateway.dataDir };
  const again = await startTestGateway(t, {}, { config: file, env });
  assert.equal(await whoAmI(again, first), 200);
  assert.equal(await ofConfig(adminOf(again)), acts);
});

test("`keys generate` prints a key that a configuration makes valid", async () => {
  const cli = createInnerCommandLine({});
  const made = (await cli.json(0, "keys", "generate")) as { key: string; sha256: string };
  assert.equal(made.sha256, sha256(made.key));
  assert.match(made.key, /^ck_sandbox_/);
});

test("a declared app has the look that the file gives it, checked as the API checks it", async (t) => {
  const folder = makeScratch(t, "brand");
  const document: Record<string, unknown> = { limits };
  const look = {
    name: "Planner",
    accent: "#0b6b5d",
    privacyUrl: "https://planner.example/privacy",
  };
  const write = (brand: object) => {
    document["declared"] = { ...declared, apps: { planner: { ...planner, brand } } };
  };
  await writeFile(join(folder, "logo.png"), png(8, 8));
  await writeFile(join(folder, "logo.svg"), "<svg/>");
  write({ ...look, logo: join(folder, "logo.png") });
  const gateway = await startTestGateway(t, {}, { config: document });
  const admin = adminOf(gateway);
  const { list } = (await admin("GET", "/apps")).data as Shown;
  const id = String(list.find(({ name }) => name === "planner")?.["id"]);
  const link = async () => (await admin("GET", `/apps/${id}/link`)).data;
  const { name: displayName, accent, privacyUrl } = look;
  assert.partialDeepStrictEqual(await link(), { displayName, privacyUrl, colors: { accent } });
  const logo = await fetch(`${gateway.url}/link/logos/${hash("sha256", png(8, 8))}`);
  assert.deepEqual([logo.status, logo.headers.get("content-type")], [200, "image/png"]);
  await logo.arrayBuffer();
  const body = { data: png(8, 8).toString("base64") };
  assert.equal((await admin("POST", `/apps/${id}/logo`, body)).status, 409);
  assert.equal((await admin("DELETE", `/apps/${id}/logo`)).status, 409);

  const reload = async () => (await admin("POST", "/reload")).data as Reloaded;
  for (const [wrong, problem] of [
    [{ accent: "#eeeeee" }, /has a contrast of .* text needs/],
    [{ accentDark: "#eeeeee" }, /a variant of `accent`/],
    [{ logo: join(folder, "logo.svg") }, /must be a PNG, JPEG or WebP/],
    [{ logo: join(folder, "none.png") }, /cannot be read: ENOENT/],
    [{ privacyUrl: "http://planner.example/" }, /must be an https URL/],
  ] as const) {
    write(wrong);
    const { result, problems } = await reload();
    assert.equal(result, "refused");
    assert.match(problems.join("\n"), problem);
  }
  assert.partialDeepStrictEqual(await link(), { displayName });

  write({});
  assert.deepEqual(said(await reload()), ["change app planner"]);
  assert.partialDeepStrictEqual(await link(), { displayName: null, colors: null });
  const gone = await fetch(`${gateway.url}/link/logos/${hash("sha256", png(8, 8))}`);
  assert.equal(gone.status, 404);
  await gone.arrayBuffer();
});

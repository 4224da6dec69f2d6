import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { before, test } from "node:test";
import { session } from "../api/account-gateway.ts";
import { createInnerCommandLine, launch } from "../cli/command-line.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { command } from "../end-to-end/sandbox-script.ts";
import { createBrowser, REDIRECT, startLinkGateway } from "../link/owner.ts";
import { createCanaries, findLeaks, type Canary } from "../support/canaries.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startConnectProxy } from "../support/egress-proxies.ts";
import { startReceiver } from "../webhooks/receiver.ts";

/** Files that hold a secret because that is what they are for. */
const BY_CONTRACT = /^(sandbox(\.ended)?\.json|admin[-.]token)$/;

const [cookie, xBc, userAgent, proxyPassword, typed] = createCanaries([
  "imported session cookie",
  "imported x-bc",
  "imported user agent",
  "proxy password",
  "password an owner typed",
]) as [Canary, Canary, Canary, Canary, Canary];
const token: Canary = { ...xBc, value: xBc.value.replaceAll(/[^0-9a-z]/g, "") };

const cleanup = untilFileEnds();
const places: Record<string, Buffer | string> = {};
const secrets: Canary[] = [cookie, token, userAgent, proxyPassword, typed];

before(async () => {
  const folder = await makeFolder(cleanup);
  const KEY_FILE = join(folder.path, "master.key");
  const credentials = { username: "operator", password: proxyPassword.value };
  const proxy = await startConnectProxy(cleanup, credentials);
  const receiver = await startReceiver(cleanup);
  const { gateway, call, admin } = await startLinkGateway(
    cleanup,
    {
      log: { level: "debug" },
      egress: { pools: { default: { members: [proxy.egress] } } },
    },
    { env: { KEY_FILE } },
  );
  const env = { DATA_DIR: gateway.dataDir, KEY_FILE };
  const cli = createInnerCommandLine(env);
  let answers = "";
  const keep = async (asking: Promise<Response>) => {
    const answer = await asking;
    answers += `${JSON.stringify([...answer.headers])}\n${await answer.text()}\n`;
  };
  const ask = (connectionId: string) =>
    keep(
      fetch(`${gateway.url}/v2/access/self`, {
        headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": connectionId },
      }),
    );

  const { body: endpoint } = await admin("POST", "/webhooks", {
    environment: "sandbox",
    url: receiver.url,
  });
  assert.equal(typeof endpoint["secret"], "string");
  secrets.push({ name: "webhook secret", value: String(endpoint["secret"]) });

  // A process of its own, as an operator's: what it was started with is seen by every user of the machine.
  const rows = `${JSON.stringify(
    session("4711", {
      cookie: `sess=${cookie.value}; auth_id=4711`,
      userAgent: `Mozilla/5.0 (${userAgent.value})`,
      xBc: token.value,
    }),
  )}\n{"cookie":"sess=${cookie.value}","userAgent":"${userAgent.value}"}\n`;
  const importing = launch(["connections", "import", "--environment", "sandbox"], env);
  importing.stdin?.write(rows);
  const [first] = (await once(importing.stdout ?? importing, "data")) as [Buffer];
  places["ps"] = execFileSync("ps", ["-eo", "args"]);
  importing.stdin?.end();
  const { stdout, stderr } = importing;
  assert.ok(stdout && stderr);
  const said = `${first.toString()}${await text(stdout)}${await text(stderr)}`;
  places["import"] = said;
  assert.match(said, /created conn_\w+[^]*BAD_REQUEST/);
  const imported = /created (conn_\w+)/.exec(said)?.[1] ?? "";

  const linking = await call("POST", "/v2/link/init", { redirectUrl: REDIRECT });
  const browser = createBrowser(gateway.url);
  await browser.open(linking.body["url"] as string);
  await browser.submit("consent");
  await browser.submit("login", { email: "creator@creator.sandbox.com", password: typed.value });
  places["link"] = browser.page().text;
  assert.match(places["link"], /password/i);

  await ask(gateway.sandbox.creator);
  await ask(imported);
  for (const kind of ["html-block", "rate-limited", "reset", "half-body"]) {
    await command(gateway, "fault", { kind, path: "/api2/" });
    await ask(gateway.sandbox.creator);
  }
  proxy.fault = { answer: "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n" };
  await ask(gateway.sandbox.fan);
  proxy.fault = undefined;
  await receiver.received(1);

  await cli.run("doctor", "--connection", imported);
  await cli.run("connections", "show", imported);
  await cli.run("config", "explain");
  await cli.run("secrets", "rotate");
  const backup = join(folder.path, "all.backup");
  await cli.json(0, "store", "backup", backup);
  await cli.json(0, "audit", "export", join(folder.path, "audit.jsonl"));
  for (const name of ["all.backup", "audit.jsonl"])
    places[name] = await readFile(join(folder.path, name));
  secrets.push({ name: "master key", value: (await readFile(KEY_FILE, "utf8")).trim() });
  secrets.push({ name: "admin token", value: gateway.adminToken });
  secrets.push({ name: "API key", value: gateway.sandbox.apiKey });

  for (const entry of await readdir(gateway.dataDir, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && !BY_CONTRACT.test(entry.name))
      places[`data/${entry.name}`] = await readFile(join(entry.parentPath, entry.name));
  Object.assign(places, { answers, log: gateway.log(), metrics: await gateway.metrics() });
  places["cli"] = cli.said();
  places["webhooks"] = JSON.stringify(receiver.got.map(({ body }) => body));
});

test("N01: after import, link, exchanges, faults, webhooks, rotation and backup no secret is anywhere in clear", () => {
  for (const place of ["ps", "answers", "log", "metrics", "all.backup", "data/countersign.db"])
    assert.ok((places[place]?.length ?? 0) > 0, place);
  assert.deepEqual(findLeaks(places, secrets), []);
});

test("N01: the scan finds each of these secrets where it is planted, in every form", () => {
  for (const secret of secrets) {
    const { value } = secret;
    const forms = {
      raw: Buffer.concat([Buffer.from([0, 255]), Buffer.from(value)]),
      base64: `x${Buffer.from(`a ${value} b`).toString("base64")}`,
      url: encodeURIComponent(`a=${value}`),
      json: JSON.stringify({ a: value }),
    };
    const found = new Set(findLeaks(forms, [secret]).map(({ place }) => place));
    assert.deepEqual(found, new Set(Object.keys(forms)), secret.name);
  }
});

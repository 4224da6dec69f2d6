import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { Readable } from "node:stream";
import { before, test } from "node:test";
import { session } from "../api/account-gateway.ts";
import { createCommandLine, createInnerCommandLine } from "../cli/command-line.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startSignedGateway, type TestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";
import { startTappedOrigin, type Answer } from "../support/tapped-origin.ts";

const CONNECTIONS = 240;
const cleanup = untilFileEnds();
const folder = makeScratch(cleanup, "backup");
const file = join(folder, "all.backup");
const KEY_FILE = join(folder, "master.key");

/** Each answer renews the session; the cookie that a request came with says how new the gateway's was. */
let renewals = 0;
const came = new Map<string, number>();
const answer: Answer = ({ target, headers, method, body }, response) => {
  const cookie = headers.cookie ?? "";
  const user = /auth_id=(\d+)/.exec(cookie)?.[1] ?? "0";
  came.set(user, Number(/sess=(\d+)/.exec(cookie)?.[1] ?? 0));
  response.setHeader("content-type", "application/json");
  if (method === "PUT") response.setHeader("etag", `"${hash("md5", body)}"`);
  else if (!/\/init$|\/upload\//.test(target))
    response.setHeader("set-cookie", `sess=${++renewals}; Path=/`);
  const store = { s3: { uploadPath: "upload/" }, geoUploadHosts: [`${origin.url}/convert`] };
  response.end(
    JSON.stringify({
      id: Number(user),
      isAuth: true,
      processId: "p",
      host: "h",
      count: renewals,
      upload: store,
      putUrl: `${origin.url}/put/1`,
    }),
  );
};
const origin = await startTappedOrigin(cleanup, answer);

const start = (dataDir: string, keyFile = KEY_FILE) =>
  startSignedGateway(
    cleanup,
    origin.url,
    { uploads: { origins: { sandbox: [origin.url] }, fetchPrivate: true } },
    { env: { DATA_DIR: dataDir, KEY_FILE: keyFile } },
  );
let gateway: TestGateway;
let keys: readonly string[] = [];
let upload = "";
/** Connections by user, as acknowledged. */
const linked = new Map<string, string>();
/** The newest cookie an answer told of, by user. */
const told = new Map<string, number>();

async function admin<T>(at: TestGateway, method: string, path: string, body?: object): Promise<T> {
  const headers = {
    authorization: `Bearer ${at.adminToken}`,
    ...(body && { "content-type": "application/json" }),
  };
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const got = await fetch(`${at.adminUrl}/admin${path}`, init);
  const text = await got.text();
  assert.ok(got.ok, text);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function importUsers(users: readonly string[], appId = ""): Promise<void> {
  const lines = users.map((user) => `${JSON.stringify(session(user))}\n`);
  const query = `environment=sandbox${appId === "" ? "" : `&appId=${appId}`}`;
  const headers = {
    authorization: `Bearer ${gateway.adminToken}`,
    "content-type": "application/jsonl",
  };
  const init = { method: "POST", headers, body: lines.join("") };
  const got = await fetch(`${gateway.adminUrl}/admin/connections/import?${query}`, init);
  assert.ok(got.body);
  for await (const line of createInterface({ input: Readable.fromWeb(got.body as never) })) {
    const row = JSON.parse(line) as { ok: boolean; row: number; connectionId: string };
    assert.ok(row.ok, line);
    linked.set(users[row.row - 1] ?? "", row.connectionId);
  }
}

function call(at: TestGateway, apiKey: string, id: string, path: string, init: RequestInit = {}) {
  const headers = { ...(init.headers as object), apikey: apiKey, "x-connection-id": id };
  return fetch(new URL(path, at.url), { ...init, headers });
}

async function read(at: TestGateway, apiKey: string, user: string): Promise<void> {
  const got = await call(at, apiKey, linked.get(user) ?? "", "/v2/access/proxy/users/me");
  const { id, count } = (await got.json()) as { id: number; count: number };
  assert.deepEqual([got.status, String(id)], [200, user]);
  told.set(user, count);
}

const post = (at: TestGateway) =>
  call(at, keys[0] ?? "", linked.get("10001") ?? "", "/v2/access/posts", {
    method: "POST",
    headers: { "idempotency-key": "of-before", "content-type": "application/json" },
    body: JSON.stringify({ text: "hello" }),
  });

before(async () => {
  gateway = await start(join(folder, "data"));
  // Nobody listens there: what is to be told of the changes stays in the outbox.
  const url = "http://127.0.0.1:9/hook";
  await admin(gateway, "POST", "/webhooks", { environment: "sandbox", url });
  const users = Array.from({ length: CONNECTIONS }, (_, index) => String(10_001 + index));
  await importUsers(users);
  const app = await admin<{ id: string }>(gateway, "POST", "/apps", {
    environment: "sandbox",
    name: "second",
  });
  await importUsers(users, app.id);
  const made = await admin<{ key: string }>(gateway, "POST", "/keys", {
    environment: "sandbox",
    appId: app.id,
    scopes: ["ACCESS"],
  });
  keys = [gateway.sandbox.apiKey, made.key];
  for (const user of users) await read(gateway, keys[Number(user) % 2] ?? "", user);
  assert.equal((await post(gateway)).status, 200);
  assert.equal((await post(gateway)).headers.get("idempotent-replayed"), "true");
  const begun = await call(gateway, keys[0] ?? "", linked.get("10002") ?? "", UPLOADS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ filename: "a.png", size: 3, contentType: "image/png" }),
  });
  upload = ((await begun.json()) as { mediaUploadId: string }).mediaUploadId;
});

const UPLOADS = "/v2/access/uploads/init";

test("CR01 N09: backed up under load and restored elsewhere, every connection answers or is deleted, and nothing acknowledged before is lost", async (t) => {
  const deletedBefore = [...linked].slice(-10);
  for (const [user, id] of deletedBefore) {
    linked.delete(user);
    await admin(gateway, "DELETE", `/connections/${id}`);
  }
  await importUsers(["20001"]);
  const [linkedBefore, toldBefore] = [new Map(linked), new Map(told)];
  const mayGo = [...linked].slice(150, 200);

  // All at once, from before the backup begins until after it ends.
  let isOver = false;
  const counts = { imported: 0, deleted: 0, renewed: 0 };
  const importing = async () => {
    for (let user = 30_001; !isOver; user++, counts.imported++) await importUsers([String(user)]);
  };
  const deleting = async () => {
    for (const [, id] of mayGo) {
      if (isOver) return;
      await admin(gateway, "DELETE", `/connections/${id}`);
      counts.deleted++;
    }
  };
  const renewing = async (key: string, from: number) => {
    for (let turn = from; !isOver; turn++, counts.renewed++)
      await read(gateway, key, String(10_001 + (turn % 150)));
  };
  const work = [importing(), deleting(), ...keys.map((key, index) => renewing(key, index * 75))];
  const cli = createCommandLine({ DATA_DIR: join(folder, "data"), KEY_FILE });
  while (counts.imported < 5 || counts.deleted < 5 || counts.renewed < 50)
    await read(gateway, keys[0] ?? "", "10001");
  const atBegin = { ...counts };
  const held = await cli.json(0, "store", "backup", file).finally(() => (isOver = true));
  await Promise.all(work);
  await gateway.close();

  const dataDir = join(folder, "elsewhere");
  const there = createInnerCommandLine({ DATA_DIR: dataDir, KEY_FILE });
  await there.json(0, "store", "restore", file);
  const restored = await start(dataDir);
  const deliveries = await deliveriesOf(restored);
  const list = await listAll<{ id: string; upstreamUserId: string }>(restored, "/connections?");
  const ids = new Set(list.map(({ id }) => id));
  const mayBeGone = new Set(mayGo.map(([, id]) => id));
  for (const [user, id] of linkedBefore)
    assert.ok(ids.has(id) || mayBeGone.has(id), `${user} is there`);
  for (const [user, id] of deletedBefore) assert.ok(!ids.has(id), `${user} stays deleted`);
  let answered = 0;
  for (const { id, upstreamUserId: user } of list) {
    if (id === restored.sandbox.creator || id === restored.sandbox.fan) continue;
    linked.set(user, id);
    const key = Number(user) < 20_000 ? (keys[Number(user) % 2] ?? "") : (keys[0] ?? "");
    if (await isDestroyed(restored, key, id)) continue;
    assert.ok((came.get(user) ?? 0) >= (toldBefore.get(user) ?? 0), `${user}'s cookie is as new`);
    answered++;
  }
  assert.ok(answered >= CONNECTIONS - 10 - mayGo.length, `${answered} answer`);
  assert.ok(deliveries >= CONNECTIONS, `${deliveries} deliveries wait`);
  const again = await post(restored);
  assert.equal(again.headers.get("idempotent-replayed"), "true", await again.text());
  const part = await call(restored, keys[0] ?? "", linked.get("10002") ?? "", uploadPath(), {
    method: "PUT",
    body: "abc",
  });
  assert.equal(part.status, 200, await part.text());
  t.diagnostic(JSON.stringify({ atBegin, atEnd: counts, held, answered, deliveries }));

  async function isDestroyed(at: TestGateway, key: string, id: string): Promise<boolean> {
    const got = await call(at, key, id, "/v2/access/proxy/users/me");
    await got.arrayBuffer();
    if (mayBeGone.has(id) && got.status === 401) return true;
    assert.equal(got.status, 200);
    return false;
  }
});

test("without the master key a restored store does not open, and says so", async () => {
  const dataDir = join(folder, "keyless");
  const none = join(folder, "none.key");
  const line = createInnerCommandLine({ DATA_DIR: dataDir, KEY_FILE: none });
  const { code, stdout } = await line.run("store", "restore", file);
  assert.equal(code, 0);
  assert.match(stdout, /there is no key in/);
  await assert.rejects(start(dataDir, none), /holds sealed sessions, but there is no key in/);
});

const uploadPath = () => `/v2/access/uploads/${upload}`;

/** How many events wait to be told. */
async function deliveriesOf(at: TestGateway): Promise<number> {
  const { list } = await admin<{ list: { id: string }[] }>(at, "GET", "/webhooks");
  const path = `/webhooks/${list[0]?.id ?? ""}/deliveries?`;
  const deliveries = await listAll<{ state: string }>(at, path);
  return deliveries.filter(({ state }) => state !== "delivered").length;
}

/** All pages of a list. */
async function listAll<Row>(at: TestGateway, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const at100 = `${path}limit=100&offset=${rows.length}`;
    const page = await admin<{ list: Row[]; hasMore: boolean }>(at, "GET", at100);
    rows.push(...page.list);
    if (!page.hasMore) return rows;
  }
}

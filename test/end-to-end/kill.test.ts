import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { before, test } from "node:test";
import { session } from "../api/account-gateway.ts";
import { root } from "../cli/command-line.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { makeRulesFolder } from "../support/rules-folder.ts";
import { createRandom } from "../support/seeded-random.ts";
import { makeFolder } from "./folder.ts";
import { until } from "./until.ts";

/** More rounds, and another course of them: `KILL_ROUNDS=50 KILL_SEED=7`. */
const ROUNDS = Number(process.env["KILL_ROUNDS"] ?? 2);
const random = createRandom(Number(process.env["KILL_SEED"] ?? 1));
const upTo = (most: number) => 1 + Math.floor(random() * most);

interface HandOut {
  readonly baseUrl: string;
  readonly adminUrl: string;
  readonly adminToken: string;
  readonly apiKey: string;
}

const cleanup = untilFileEnds();
let env: Record<"DATA_DIR" | "KEY_FILE" | "RULES_DIR" | "CONFIG", string>;
let child: ChildProcess;
let at: HandOut;
let lastUser = 10_000;
/** Connections whose import was acknowledged and whose deletion was never asked for, by user. */
const kept = new Map<string, string>();
/** Connections whose deletion was acknowledged. */
const deleted = new Set<string>();
/** The newest cookie that an answer told of, by user; the gateway must never go back behind it. */
const told = new Map<string, number>();
/** The cookie each user's last request came with. */
const came = new Map<string, number>();

before(async () => {
  const folder = await makeFolder(cleanup);
  let count = 0;
  const upstream = createServer((request, response) => {
    const cookie = request.headers.cookie ?? "";
    const user = /auth_id=(\d+)/.exec(cookie)?.[1] ?? "0";
    came.set(user, Number(/sess=(\d+)/.exec(cookie)?.[1] ?? 0));
    response.setHeader("set-cookie", `sess=${++count}; Path=/`);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: Number(user), isAuth: true, count }));
  }).listen(0, "127.0.0.1");
  await once(upstream, "listening");
  cleanup.after(() => {
    upstream.close();
    upstream.closeAllConnections();
  });
  await folder.drop("gateway.json", {
    environments: {
      sandbox: { origin: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}` },
    },
    limits: { maxLagMs: 60_000 },
  });
  env = {
    DATA_DIR: join(folder.path, "data"),
    KEY_FILE: join(folder.path, "master.key"),
    RULES_DIR: await makeRulesFolder(folder.path),
    CONFIG: join(folder.path, "gateway.json"),
  };
  cleanup.after(() => void child.kill("SIGKILL"));
  await start();
});

async function start(): Promise<void> {
  const handOut = join(env.DATA_DIR, "sandbox.json");
  await rm(handOut, { force: true });
  child = spawn(process.execPath, ["--import", "tsx", "plugins/start.ts"], {
    cwd: root,
    env: { ...process.env, ...env, PORT: "0", ADMIN_PORT: "0" },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const running = child;
  await until("the gateway serves", () => {
    assert.equal(running.exitCode, null, "it starts again");
    return existsSync(handOut);
  });
  at = JSON.parse(await readFile(handOut, "utf8")) as HandOut;
}

async function kill(): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

function admin(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${at.adminToken}`, ...(init.headers as object) };
  return fetch(`${at.adminUrl}/admin${path}`, { ...init, headers });
}

interface Row {
  readonly ok: boolean;
  readonly result: string;
  readonly row: number;
  readonly connectionId: string;
}

async function importUsers(users: readonly string[], done: (row: Row, user: string) => void) {
  const lines = users.map((user) => `${JSON.stringify(session(user))}\n`);
  const answer = await admin("/connections/import?environment=sandbox", {
    method: "POST",
    headers: { "content-type": "application/jsonl" },
    body: lines.join(""),
  });
  assert.ok(answer.body);
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) {
    const row = JSON.parse(line) as Row;
    done(row, users[row.row - 1] ?? "");
  }
}

async function read(user: string, connectionId: string): Promise<number> {
  const headers = { apikey: at.apiKey, "x-connection-id": connectionId };
  const answer = await fetch(`${at.baseUrl}/v2/access/proxy/users/me`, { headers });
  const { id, count } = (await answer.json()) as { id: number; count: number };
  assert.deepEqual([answer.status, String(id)], [200, user]);
  told.set(user, count);
  return count;
}

/** Imports, deletes and has cookies rotated at once, until so many changes are acknowledged; then kills. */
async function killAfter(acknowledged: number, more: () => Promise<unknown>): Promise<void> {
  let left = acknowledged;
  const killed = Promise.withResolvers<undefined>();
  const count = () => {
    if (--left === 0) kill().then(() => killed.resolve(undefined), killed.reject);
  };
  const users = Array.from({ length: 200 }, () => String(++lastUser));
  const importing = importUsers(users, ({ ok, connectionId }, user) => {
    assert.ok(ok);
    kept.set(user, connectionId);
    count();
  });
  const deleting = async () => {
    for (;;) {
      const [user, id] = [...kept][upTo(kept.size) - 1] ?? [];
      if (user === undefined || id === undefined) await read("", "").catch(() => undefined);
      else {
        kept.delete(user);
        const { status } = await admin(`/connections/${id}`, { method: "DELETE" });
        assert.equal(status, 204);
        deleted.add(id);
        count();
      }
    }
  };
  const rotating = async (user: string, id: string) => {
    for (;;) {
      await read(user, id);
      count();
    }
  };
  const fixed = [...kept].slice(0, 2);
  for (const [user] of fixed) kept.delete(user);
  const work = [importing, deleting(), more(), ...fixed.map((pair) => rotating(...pair))];
  const ends = work.map((each) => each.catch((thrown: unknown) => thrown));
  await killed.promise;
  for (const end of await Promise.all(ends)) if (end instanceof assert.AssertionError) throw end;
  for (const [user, id] of fixed) kept.set(user, id);
}

/** The user of each connection that is there, by its ID. */
async function listConnections(): Promise<ReadonlyMap<string, string>> {
  const there = new Map<string, string>();
  for (;;) {
    const answer = await admin(`/connections?limit=100&offset=${there.size}`);
    const { list, hasMore } = (await answer.json()) as {
      list: { id: string; upstreamUserId: string }[];
      hasMore: boolean;
    };
    for (const { id, upstreamUserId } of list) there.set(id, upstreamUserId);
    if (!hasMore) return there;
  }
}

/** Starts again and looks at everything that is there, and at what was acknowledged. */
async function examine(): Promise<void> {
  await start();
  const there = await listConnections();
  for (const [user, id] of kept) assert.equal(there.get(id), user, "what was imported is there");
  for (const id of deleted) assert.ok(!there.has(id), "what was deleted is gone");
  for (const [id, user] of there) {
    if (Number(user) < 10_000 || Number(user) > lastUser) continue;
    const newest = told.get(user) ?? 0;
    await read(user, id);
    assert.ok((came.get(user) ?? 0) >= newest, "no cookie goes back behind one that was told of");
    kept.set(user, id);
  }
  await importUsers([...kept.keys()].slice(0, 20), ({ connectionId }, user) =>
    assert.equal(connectionId, kept.get(user), "no account is there twice"),
  );
}

test("CR01: killed at random points while connections come, go and get new cookies, nothing acknowledged is lost and nothing is half there", async () => {
  await importUsers(["10001", "10002", "10003"], ({ connectionId }, user) =>
    kept.set(user, connectionId),
  );
  lastUser = 10_003;
  for (let round = 0; round < ROUNDS; round++) {
    await killAfter(upTo(60), () => Promise.resolve());
    await examine();
  }
});

test("CR01: killed while the master key is rotated, everything opens afterwards, and the next rotation finishes it", async () => {
  for (let round = 0; round < Math.ceil(ROUNDS / 2); round++) {
    await killAfter(upTo(8), () => admin("/secrets/rotate", { method: "POST" }));
    await examine();
  }
  const { status } = await admin("/secrets/rotate", { method: "POST" });
  assert.equal(status, 200);
  const { keyId, wraps } = (await (await admin("/secrets")).json()) as {
    keyId: string;
    wraps: Record<string, number>;
  };
  assert.deepEqual(Object.keys(wraps), [keyId]);
});

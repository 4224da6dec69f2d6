import assert from "node:assert/strict";
import { before, test } from "node:test";
import { session, startAccountGateway } from "../api/account-gateway.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startConnectProxy, type TestProxy } from "../support/egress-proxies.ts";

const cleanup = untilFileEnds();
const jsonl = { "content-type": "application/jsonl" };
const password = "proxy-password-canary";
let proxies: readonly TestProxy[];
let started: Awaited<ReturnType<typeof startAccountGateway>>;

before(async () => {
  proxies = [await startConnectProxy(cleanup), await startConnectProxy(cleanup)];
  const members = proxies.map(({ egress: { host, port } }, index) => ({
    id: `own-${index}`,
    kind: "connect",
    host,
    port,
    country: index === 0 ? "FR" : "US",
    username: "user-{connectionId}",
    password,
  }));
  const dead = { id: "dead", kind: "connect", host: "127.0.0.1", port: 1, country: "DE" };
  started = await startAccountGateway(cleanup, {
    egress: { pools: { default: { maxConnectionsPerEgress: 1, members: [...members, dead] } } },
  });
});

async function load(...rows: readonly object[]) {
  const body = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const path = "/connections/import?environment=sandbox";
  const { text } = await started.admin("POST", path, body, jsonl);
  return text
    .trim()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(line) as { connectionId?: string; result?: string; error?: { code: string } },
    );
}

/** The user names a proxy was given, each once. */
function usersOf(proxy: TestProxy | undefined): readonly string[] {
  const credentials = (proxy?.received ?? []).flatMap(
    (head) => /basic (\S+)/i.exec(head)?.[1] ?? [],
  );
  const texts = credentials.map((text) => Buffer.from(text, "base64").toString());
  return [...new Set(texts)].map((text) => text.replace(`:${password}`, ""));
}

test("rows name their proxies or their country, and each connection leaves through its own, as itself", async () => {
  const [first, second, full, unknown] = await load(
    session("500", { egressId: "own-0" }),
    session("501", { country: "US" }),
    session("502", { egressId: "own-0" }),
    session("503", { egressId: "nothing" }),
  );
  assert.deepEqual([first?.result, second?.result], ["created", "created"]);
  assert.deepEqual([full?.error?.code, unknown?.error?.code], ["CONFLICT", "BAD_REQUEST"]);
  for (const [index, row] of [first, second].entries()) {
    const { connectionId = "" } = row ?? {};
    assert.equal((await started.access(started.one, connectionId)).status, 200);
    assert.deepEqual(usersOf(proxies[index]), [`user-${connectionId}`]);
  }
});

test("an operator gives a connection another proxy; what is full or unknown is refused", async () => {
  const [row] = await load(session("500", { egressId: "own-0" }));
  const place = `/connections/${row?.connectionId ?? ""}`;
  assert.equal((await started.admin("PATCH", place, { egressId: "own-1" })).status, 409);
  assert.equal((await started.admin("PATCH", place, { egressId: "nothing" })).status, 400);
  assert.equal((await started.admin("PATCH", place, {})).status, 400);
  const moved = await started.admin("PATCH", place, { country: "DE" });
  assert.deepEqual([moved.body["egressId"], moved.body["country"]], [null, "DE"]);
  const answer = await started.access(started.one, row?.connectionId ?? "");
  assert.deepEqual([answer.status, answer.body["code"]], [502, "PROXY_ERROR"]);
  const back = await started.admin("PATCH", place, { egressId: "own-0", country: "FR" });
  assert.equal(back.body["egressId"], "own-0");
  assert.equal((await started.access(started.one, row?.connectionId ?? "")).status, 200);
});

test("the list says how many connections each proxy has, and never its credentials", async () => {
  const { body, text } = await started.admin("GET", "/egress");
  const rows = body["egresses"] as { id: string; connections: number; maxConnections: number }[];
  assert.deepEqual(
    rows.map(({ id, connections, maxConnections }) => [id, connections, maxConnections]),
    [
      ["own-0", 1, 1],
      ["own-1", 1, 1],
      ["dead", 0, 1],
    ],
  );
  assert.ok(!text.includes(password));
});

test("a proxy is tried all the way to the upstream, and what fails is named with its source", async () => {
  const alive = await started.admin("POST", "/egress/own-1/test", {});
  assert.deepEqual([alive.body["ok"], typeof alive.body["connectMs"]], [true, "number"]);
  const dead = await started.admin("POST", "/egress/dead/test", {});
  const { source, code } = dead.body["error"] as { source: string; code: string };
  assert.deepEqual([dead.body["ok"], source, code], [false, "egress", "PROXY_ERROR"]);
  assert.equal((await started.admin("POST", "/egress/nothing/test", {})).status, 404);
  assert.ok(!started.said().includes(password));
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { session, sessionSecrets, startAccountGateway } from "../api/account-gateway.ts";

const { gateway, origin, one, access, admin, said } = await startAccountGateway({ after });
const path = "/connections/import?environment=sandbox";
const jsonl = { "content-type": "application/jsonl" };

interface Result {
  readonly row: number;
  readonly ok: boolean;
  readonly connectionId?: string;
  readonly result?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

interface Detail {
  readonly dryRun: boolean;
  readonly counts: { readonly created: number; readonly failed: number };
}

async function load(rows: readonly (object | string)[], query = ""): Promise<Result[]> {
  const body = rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n");
  const answer = await admin("POST", path + query, `${body}\n`, jsonl);
  assert.equal(answer.status, 200, answer.text);
  assert.match(answer.headers.get("content-type") ?? "", /application\/jsonl/);
  return answer.text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Result);
}

const rowsOf = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => session(String(from + index)));

test("rows are imported with a result each, and a row that is wrong stops none of the others", async () => {
  origin.clear();
  const results = await load([
    session("400", {
      externalId: "ref-400",
      basis: "contract",
      connectionId: "conn_kept-from-elsewhere-400",
    }),
    "{not json",
    session("401", { cookie: "sess=sess401canary" }),
    session("401", { unknown: 1 }),
    "x".repeat(70_000),
    "",
    session("401"),
  ]);
  assert.deepEqual(
    results.map(({ row, ok, result, error }) => [row, ok, result ?? error?.code]),
    [
      [1, true, "created"],
      [2, false, "BAD_REQUEST"],
      [3, false, "BAD_REQUEST"],
      [4, false, "BAD_REQUEST"],
      [5, false, "BODY_TOO_LARGE"],
      [7, true, "created"],
    ],
  );
  assert.equal(results[0]?.connectionId, "conn_kept-from-elsewhere-400");
  assert.equal(origin.requests.length, 0);
  for (const { connectionId = "", ok } of results)
    if (ok) assert.equal((await access(one, connectionId)).status, 200);
  const shown = await admin("GET", "/connections/conn_kept-from-elsewhere-400");
  assert.equal(shown.body["externalId"], "ref-400");
  const [grant] = shown.body["grants"] as { consent: string; basis: string }[];
  assert.deepEqual([grant?.consent, grant?.basis], ["asserted_by_organization", "contract"]);
});

test("a dry run says what would come of it and keeps nothing", async () => {
  const rows = [session("410"), session("400"), session("410", { userAgent: "" })];
  const results = await load(rows, "&dryRun=1");
  assert.deepEqual(
    results.map(({ ok, result, connectionId }) => [ok, result, connectionId]),
    [
      [true, "created", undefined],
      [true, "updated", "conn_kept-from-elsewhere-400"],
      [false, undefined, undefined],
    ],
  );
  assert.equal((await load([session("410")]))[0]?.result, "created");
});

test("sent again, what was imported is unchanged; what differs is updated under its ID", async () => {
  const rows = rowsOf(420, 5);
  const first = await load(rows.slice(0, 3));
  const again = await load(rows);
  assert.deepEqual(
    again.map(({ result }) => result),
    ["unchanged", "unchanged", "unchanged", "created", "created"],
  );
  assert.deepEqual(
    again.slice(0, 3).map(({ connectionId }) => connectionId),
    first.map(({ connectionId }) => connectionId),
  );
  const [changed] = await load([session("420", { basis: "a newer contract" })]);
  assert.deepEqual([changed?.result, changed?.connectionId], ["updated", first[0]?.connectionId]);
});

test("an ID of another account or organization is not taken over", async () => {
  const [taken] = await load([session("430", { connectionId: one.connectionId })]);
  assert.equal(taken?.error?.code, "CONFLICT");
});

test("with `check`, a session is kept only if the upstream takes it", async () => {
  const results = await load([session("440"), session("666")], "&check=1");
  assert.deepEqual(
    results.map(({ result, error }) => result ?? error?.code),
    ["created", "SESSION_EXPIRED"],
  );
});

test("results come while rows are still being sent, and what was done before a break stays done", async () => {
  const url = `${gateway.adminUrl}/admin${path}`;
  const authorization = `Bearer ${gateway.adminToken}`;
  const sending = httpRequest(url, { method: "POST", headers: { ...jsonl, authorization } });
  sending.on("error", () => undefined);
  const [first, second, third] = rowsOf(450, 3);
  sending.write(`${JSON.stringify(first)}\n`);
  const [answer] = (await once(sending, "response")) as [IncomingMessage];
  answer.on("error", () => undefined);
  const lines = createInterface(answer)[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value as string) as Result;
  assert.equal((await next()).result, "created");
  sending.write(`${JSON.stringify(second)}\n{"half":`);
  assert.equal((await next()).result, "created");
  sending.destroy();
  const resumed = await load([first ?? {}, second ?? {}, third ?? {}]);
  assert.deepEqual(
    resumed.map(({ result }) => result),
    ["unchanged", "unchanged", "created"],
  );
});

test("no more than 10,000 rows are read, and their results arrive although more is being sent", async () => {
  const results = await load(Array.from({ length: 60_000 }, () => `{ ${" ".repeat(40)} }`));
  assert.equal(results.length, 10_001);
  assert.equal(results.at(-1)?.error?.code, "BODY_TOO_LARGE");
});

test("other media types, apps and environments are refused before a row is read", async () => {
  assert.equal((await admin("POST", path, session("460"))).status, 400);
  const app = `${path}&appId=app_none`;
  assert.equal((await admin("POST", app, "{}\n", jsonl)).status, 404);
  assert.equal((await admin("POST", "/connections/import", "{}\n", jsonl)).status, 400);
});

test("J12, N01: a run is on record with its counts, and no row's secrets are in answers, log or record", async () => {
  const { text, body } = await admin("GET", "/audit?limit=1000");
  const acts = body["list"] as { action: string; outcome: string; detail: Detail }[];
  const runs = acts.filter(({ action }) => action === "connections.import");
  assert.ok(runs.some(({ detail: { counts } }) => counts.created === 2 && counts.failed === 4));
  assert.ok(runs.some(({ detail }) => detail.dryRun));
  assert.ok(runs.some(({ outcome }) => outcome === "CLIENT_CLOSED"));
  const starts = acts.filter(({ action }) => action === "connections.import.start");
  assert.equal(starts.length, runs.length);
  assert.doesNotMatch(text + said(), sessionSecrets);
});

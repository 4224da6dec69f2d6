import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startManagedCalls, type Call, type Json } from "./managed-calls.ts";

const cleanup = untilFileEnds();
let call: Call;
before(async () => (call = await startManagedCalls(cleanup)));

const cents = (value: unknown) => Math.round(Number(value) * 100);
const sum = (values: readonly unknown[]) =>
  values.reduce<number>((total, value) => total + cents(value), 0);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const now = Date.now();
const iso = (ms: number) => new Date(ms).toISOString();
const counts = (chart: Json) => (chart["chart"] ?? []).map(({ count }) => count);

/** Every row of a list that goes on after a marker; `isEnough` may end it sooner. */
async function all(path: string, isEnough: (row: Json) => boolean = () => false): Promise<Json[]> {
  const rows: Json[] = [];
  let marker = "";
  for (;;) {
    const { json } = await call("GET", `${path}${marker}`);
    assert.equal(json["marker"], json["nextMarker"]);
    rows.push(...(json["list"] ?? []));
    const last = rows.at(-1);
    if (!json["hasMore"] || (last !== undefined && isEnough(last))) return rows;
    marker = `&marker=${Number(json["nextMarker"])}`;
  }
}

test("a chart is the sum of its transactions, and the sources add up to the whole", async () => {
  const start = iso(now - 12 * DAY_MS);
  const end = iso(now - HOUR_MS);
  const rows = (await all(`/earnings/transactions?startDate=${start}`)).filter(
    ({ createdAt }) => Date.parse(String(createdAt)) <= Date.parse(end),
  );
  assert.ok(rows.length > 20, String(rows.length));
  const chart = `/earnings/chart?startDate=${start}&endDate=${end}`;
  const { json: total } = await call("GET", chart);
  assert.equal(cents(total["total"]), sum(rows.map(({ amounts }) => amounts?.["net"])));
  assert.equal(cents(total["gross"]), sum(rows.map(({ amounts }) => amounts?.["gross"])));
  assert.equal(sum(counts(total)), cents(total["total"]));

  let sources = 0;
  for (const by of ["subscribes", "tips", "messages", "post", "stream", "ref"])
    sources += cents((await call("GET", `${chart}&by=${by}`)).json["total"]);
  assert.equal(sources, cents(total["total"]));
});

test("a month's value is the sum of its days", async () => {
  const december = "/earnings/chart?startDate=2024-12-01&endDate=2024-12-31";
  const { json: days } = await call("GET", december);
  const { json: months } = await call("GET", `${december}&monthlyTotal=true`);
  assert.equal(counts(days).length, 31);
  assert.ok(Number(days["total"]) > 0);
  assert.deepEqual(counts(months), [days["total"]]);
});

test("every transaction has its sums, comes once, and the newest comes first", async () => {
  const rows = await all(
    "/earnings/transactions?type=tips",
    ({ createdAt }) => Date.parse(String(createdAt)) < now - 15 * DAY_MS,
  );
  const times = rows.map(({ createdAt }) => String(createdAt));
  assert.deepEqual(times, times.toSorted().reverse());
  assert.equal(new Set(rows.map(({ id }) => String(id))).size, rows.length);
  for (const { type, amounts } of rows) {
    assert.equal(String(type), "tips");
    assert.equal(cents(amounts?.["gross"]), cents(amounts?.["net"]) + cents(amounts?.["fee"]));
  }
});

test("a payment that was taken back is listed as one, and its transaction says so", async () => {
  const { json } = await call("GET", "/earnings/chargebacks?endDate=2025-12-31");
  const [first] = json["list"] ?? [];
  const paidAt = Date.parse(String(first?.["payment"]?.["createdAt"]));
  assert.ok(Date.parse(String(first?.["createdAt"])) > paidAt);
  const { json: page } = await call("GET", `/earnings/transactions?marker=${paidAt / 1000 + 1}`);
  const transaction = (page["list"] ?? []).find(({ id }) => id === first?.["payment"]?.["id"]);
  assert.ok(transaction !== undefined);
  assert.equal(transaction["status"], "chargedback");
  assert.deepEqual(transaction["amounts"], first?.["payment"]?.["amounts"]);
});

test("a chart may be of any period, by day, instant or the last month", async () => {
  for (const [query, days] of [
    ["startDate=2019-02-01&endDate=2019-02-28", 28],
    ["startDate=2024-11-30T23:30:00Z&endDate=2024-12-01T00:30:00Z", 2],
    ["startDate=1733011200000&endDate=1733011200001", 1],
    ["", 31],
  ] as const) {
    const { status, json } = await call("GET", `/earnings/chart?${query}`);
    assert.deepEqual([status, counts(json).length], [200, days], query);
  }
});

test("a fan earns nothing, and bad input is refused by its name", async () => {
  for (const path of ["chart", "transactions", "chargebacks"]) {
    const { status, json } = await call("GET", `/earnings/${path}`, undefined, "fan");
    assert.deepEqual([status, String(json["type"])], [403, "FORBIDDEN"], path);
  }
  for (const [path, field] of [
    ["chart?by=luck", "by"],
    ["chart?startDate=yesterday", "startDate"],
    ["chart?endDate=2024-13-40", "endDate"],
    ["chart?withTotal=perhaps", "withTotal"],
    ["transactions?type=gifts", "type"],
    ["transactions?tipsSource=mail", "tipsSource"],
    ["transactions?marker=a%20b", "marker"],
    ["chargebacks?startDate=2024-01-01T10:00", "startDate"],
  ] as const) {
    const { status, json } = await call("GET", `/earnings/${path}`);
    assert.equal(status, 400, path);
    assert.ok(
      String(json["detail"]).includes(`\`${field}\``),
      `${path}: ${String(json["detail"])}`,
    );
  }
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startManagedCalls, type Call, type Json } from "./managed-calls.ts";

const cleanup = untilFileEnds();
let call: Call;
before(async () => (call = await startManagedCalls(cleanup)));

const year = "startDate=2024-01-01&endDate=2025-12-31";
const sumOf = (points: Json | undefined) =>
  (points ?? []).reduce((sum, { count }) => sum + Number(count), 0);

test("what is charted of all posts is the sum of what is counted of each", async () => {
  const { json } = await call("GET", `/analytics/posts/chart?${year}`);
  const names = ["purchases", "posts", "tips", "views", "likes", "comments"];
  assert.deepEqual(Object.keys(json), names);
  const posts: Json[] = [];
  for (let offset = 0, hasMore = true; hasMore;) {
    const page = (await call("GET", `/analytics/posts/top?by=views&offset=${offset}`)).json;
    posts.push(...(page["items"] ?? []));
    hasMore = Boolean(page["hasMore"]);
    offset = Number(page["nextOffset"]);
  }
  for (const [name, field] of [
    ["likes", "likeCount"],
    ["comments", "commentCount"],
    ["views", "lookCount"],
  ] as const) {
    const counted = posts.reduce((sum, { stats }) => sum + Number(stats?.[field]), 0);
    assert.equal(Number(json[name]?.["total"]), counted, name);
    assert.equal(sumOf(json[name]?.["chart"]), counted, name);
  }
  assert.ok(
    posts.every(({ favoritesCount, stats }) => favoritesCount === stats?.["likeCount"]),
    "a post's likes are those it shows",
  );
  const looks = posts.map(({ stats }) => Number(stats?.["lookCount"]));
  assert.deepEqual(
    looks,
    looks.toSorted((a, b) => b - a),
  );
});

test("one post's numbers are the sums of its days", async () => {
  const { json: top } = await call("GET", "/analytics/posts/top?by=purchases&limit=1");
  const id = Number(top["items"]?.[0]?.["id"]);
  const { json } = await call("GET", `/analytics/posts/${id}`);
  for (const [count, chart] of [
    ["lookCount", "lookChart"],
    ["uniqueLookCount", "uniqueLookChart"],
    ["likeCount", "likeChart"],
    ["commentCount", "commentChart"],
    ["purchasedCount", "purchasesChart"],
    ["tipSum", "tipSumChart"],
  ] as const)
    assert.equal(sumOf(json[chart]), Number(json[count]), count);
  assert.ok(Number(json["purchasedCount"]) > 0);
  const price = Number((await call("GET", `/posts/${id}`)).json["price"]);
  assert.equal(Number(json["purchasedSumm"]), price * Number(json["purchasedCount"]));
});

test("streams and stories have charts and a best of each", async () => {
  for (const [things, by] of [
    ["streams", "duration"],
    ["stories", "stories"],
  ] as const) {
    const { json } = await call("GET", `/analytics/${things}/chart?${year}&by=${by}`);
    assert.deepEqual(Object.keys(json), [by]);
    assert.ok(Number(json[by]?.["total"]) > 0);
    const { json: top } = await call("GET", `/analytics/${things}/top?limit=2&by=likes`);
    assert.deepEqual([top["items"]?.length, top["hasMore"], top["nextOffset"]], [2, true, 2]);
  }
});

test("mass messages: as many were sent as the chart says, and as many buyers are named as counted", async () => {
  const { json: sent } = await call("GET", `/analytics/mass-messages/sent?${year}`);
  const items = sent["items"] ?? [];
  const { json: chart } = await call("GET", `/analytics/mass-messages/chart?${year}`);
  const total = items.reduce((sum, { sentCount }) => sum + Number(sentCount), 0);
  assert.equal(Number(chart["group_messages"]?.["total"]), total);

  const { json: purchased } = await call("GET", "/analytics/mass-messages/purchased");
  assert.deepEqual(
    purchased["items"],
    items.filter(({ purchasedCount }) => Number(purchasedCount) > 0),
  );
  const [bought] = purchased["items"] ?? [];
  const path = `/analytics/mass-messages/${Number(bought?.["id"])}/buyers?limit=1`;
  const buyers: string[] = [];
  for (let marker = ""; ;) {
    const { json } = await call("GET", path + marker);
    buyers.push(...(json["list"] ?? []).map(({ username }) => String(username)));
    if (!json["hasMore"]) break;
    marker = `&marker=${Number(json["nextMarker"])}`;
  }
  assert.equal(new Set(buyers).size, Number(bought?.["purchasedCount"]));
});

test("offers and links: charts count the claims that the best of them show", async () => {
  for (const [things, series, list, count] of [
    ["promotions", "claims", "items", "claimsCount"],
    ["trials", "claims", "items", "claimCounts"],
    ["campaigns", "subscribers", "list", "countSubscribers"],
  ] as const) {
    const { json: chart } = await call("GET", `/analytics/${things}/chart?${year}`);
    const { json: top } = await call("GET", `/analytics/${things}/top?${year}`);
    const counts = (top[list] ?? []).map((each) => Number(each[count]));
    assert.equal(
      Number(chart[series]?.["total"]),
      counts.reduce((sum, each) => sum + each, 0),
      things,
    );
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => b - a),
      things,
    );
  }
});

test("visitors by country add up to those of the days", async () => {
  const week = "startDate=2025-03-01&endDate=2025-03-07";
  const { json: chart } = await call("GET", `/analytics/visitor-countries/chart?${week}`);
  const { json: top } = await call("GET", `/analytics/visitor-countries/top?${week}`);
  const visitors = chart["chart"]?.["visitors"];
  assert.equal(visitors?.length, 7);
  assert.equal(sumOf(visitors), Number(chart["total"]?.["current"]));
  const totals = top["topCountries"]?.["totals"];
  const rows = top["topCountries"]?.["rows"] ?? [];
  assert.equal(sumOf(visitors), Number(totals?.["total"]));
  const counted = rows.map(({ viewsCount }) => Number(viewsCount?.["total"]));
  assert.equal(
    counted.reduce((sum, each) => sum + each, 0),
    Number(totals?.["total"]),
  );
  const { json: users } = await call("GET", `/analytics/visitor-countries/chart?${week}&by=users`);
  assert.equal(Number(users["total"]?.["current"]), Number(totals?.["users"]));
});

test("a fan has no statistics, and bad input is refused by its name", async () => {
  for (const path of [
    "posts/chart",
    "streams/top",
    "mass-messages/sent",
    "promotions/top",
    "campaigns/chart",
    "visitor-countries/top",
  ]) {
    const { status, json } = await call("GET", `/analytics/${path}`, undefined, "fan");
    assert.deepEqual([status, String(json["type"])], [403, "FORBIDDEN"], path);
  }
  for (const [path, field] of [
    ["posts/chart?by=luck", "by"],
    ["posts/top?limit=0", "limit"],
    ["stories/chart?by=purchases", "by"],
    ["posts/latest", "postId"],
    ["mass-messages/x/buyers", "massMessageId"],
    ["visitor-countries/top?by=robots", "by"],
    ["trials/top?startDate=soon", "startDate"],
  ] as const) {
    const { status, json } = await call("GET", `/analytics/${path}`);
    assert.equal(status, 400, path);
    assert.ok(
      String(json["detail"]).includes(`\`${field}\``),
      `${path}: ${String(json["detail"])}`,
    );
  }
});

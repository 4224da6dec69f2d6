import assert from "node:assert/strict";
import { test } from "node:test";
import { exercise, prepare } from "./exercise.ts";

/** What goes upstream for a target: method, path, and body where there is one. */
async function sent(method: string, target: string, body?: object) {
  const { request } = await prepare({
    method,
    target: `/v2/access${target}`,
    ...(body !== undefined && { body }),
  });
  const text = String(request.body ?? "");
  return [
    request.method,
    decodeURIComponent(request.path.slice("/api2/v2".length)),
    ...(text === "" ? [] : [JSON.parse(text) as unknown]),
  ];
}

test("a parameter may choose the upstream's route", async () => {
  assert.deepEqual(await sent("GET", "/subscribers?type=expired&limit=50"), [
    "GET",
    "/subscriptions/subscribers?limit=20&offset=0&type=expired&format=infinite",
  ]);
  assert.deepEqual(
    await sent("GET", "/subscribers?type=latest&latestType=new&startDate=2026-01-01"),
    [
      "GET",
      "/subscriptions/subscribers/latest?limit=10&offset=0&type=new&startDate=2026-01-01&format=infinite",
    ],
  );
  assert.deepEqual(
    await sent("GET", "/chats/77/media?type=videos&opened=true&last_id=9&offset=4"),
    ["GET", "/chats/77/media/videos?limit=10&offset=0&last_id=9&opened=1&skip_users=all"],
  );
});

test("a path of older clients is served as the one that took its place", async () => {
  for (const [method, path, name] of [
    ["GET", "/analytics/earnings/chart", "GET /v2/access/earnings/chart"],
    ["GET", "/analytics/earnings/transactions", "GET /v2/access/earnings/transactions"],
    ["GET", "/analytics/earnings/chargebacks", "GET /v2/access/earnings/chargebacks"],
    ["GET", "/subscriptions/subscribers?type=active", "GET /v2/access/subscribers"],
    ["POST", "/promotions/12/finish", "POST /v2/access/promotions/:promotionId/stop"],
  ] as const)
    assert.equal((await prepare({ method, target: `/v2/access${path}` })).endpoint.name, name);
  await assert.rejects(prepare({ method: "POST", target: "/v2/access/promotions/12/finish/x" }), {
    code: "ROUTE_NOT_FOUND",
  });
});

test("nested and repeated parameters keep their upstream form", async () => {
  assert.deepEqual(
    await sent("GET", "/subscribers?filter[online]=true&filter%5Btotal_spent%5D=50"),
    [
      "GET",
      "/subscriptions/subscribers?limit=10&offset=0&type=all&filter[online]=1&filter[total_spent]=50&format=infinite",
    ],
  );
  for (const list of ["userIds=1,2&userIds=3", "userIds=1&userIds=2,3", "userIds=1%2C2,3"])
    assert.deepEqual(await sent("GET", `/users/list?${list}`), [
      "GET",
      "/users/list?r2[]=1&r2[]=2&r2[]=3",
    ]);
  assert.deepEqual(await sent("GET", "/stories/items?userId=5&storyId=6"), [
    "GET",
    "/stories/items?map[5]=6",
  ]);
});

test("a nested parameter is checked member by member", async () => {
  const cases = [
    ["filter[online]=maybe", /`filter.online` must be boolean/],
    ["filter=x", /`filter` must be object/],
    ["filter[online]=1&filter=x", /`filter` must be object/],
    ["filter=x&filter[online]=1", /`filter` must be object/],
    ["filter=[object Object]", /`filter` must be object/],
  ] as const;
  for (const [query, message] of cases)
    await assert.rejects(prepare({ target: `/v2/access/subscriptions?${query}` }), {
      code: "BAD_REQUEST",
      message,
    });
  const { answerHeaders } = await exercise({
    target: "/v2/access/subscriptions?filter[__proto__]=1&filter[paid]=1",
    upstream: { body: [] },
  });
  assert.match(String(answerHeaders["warning"]), /left out: filter\[__proto__\]"$/);
});

test("a mass message goes to the queue in the upstream's words, its dates with a zone", async () => {
  const body = {
    text: "hi",
    mediaItems: [1, "2"],
    previewMediaCount: 1,
    price: 5,
    userIds: ["7", 8],
    userLists: ["fans", "12", 13],
    excludeUserLists: [14],
    scheduledDate: 1_767_225_600_000,
    subscribedAfterDate: "2025-12-01T00:00:00+01:00",
  };
  const expected = {
    text: "<p>hi</p>",
    lockedText: false,
    mediaFiles: [1, 2],
    price: 5,
    rfTag: [],
    rfPartner: [],
    rfGuest: [],
    previews: [1],
    isForward: false,
    userIds: [7, 8],
    userLists: ["fans", 12, 13],
    excludedLists: [14],
    scheduledDate: "2026-01-01T00:00:00.000+00:00",
    subscribedAfterDate: "2025-11-30T23:00:00.000+00:00",
  };
  assert.deepEqual(await sent("POST", "/mass-messages", body), [
    "POST",
    "/messages/queue",
    expected,
  ]);
  assert.deepEqual(await sent("PUT", "/mass-messages/5", body), [
    "PUT",
    "/messages/queue/5",
    expected,
  ]);
  for (const [bad, message] of [
    [{ text: "hi" }, /needs `userIds` or `userLists`/],
    [{ userIds: [1] }, /`text` or `mediaItems`/],
    [{ text: "hi", userIds: ["me"] }, /`userIds\[0\]` must be a user's number/],
    [{ text: "hi", userIds: [1], scheduledDate: "tomorrow" }, /`scheduledDate` must be an ISO/],
  ] as const)
    await assert.rejects(sent("POST", "/mass-messages", bad), { code: "BAD_REQUEST", message });
});

test("a write without a body takes none, or an empty object", async () => {
  const target = "/users/77/restrict";
  assert.deepEqual(await sent("POST", target), ["POST", "/users/77/restrict"]);
  assert.deepEqual(await sent("POST", target, {}), ["POST", "/users/77/restrict"]);
  await assert.rejects(sent("POST", target, { until: 1 }), {
    code: "BAD_REQUEST",
    message: /`until` is not known here/,
  });
});

test("a fan is read out of the upstream's user, with what is missing left null or zero", async () => {
  const user = {
    id: "7",
    name: "Fan",
    username: "fan",
    subscribedOn: true,
    listsStates: [
      { id: 3, type: "custom", name: "VIP", hasUser: true },
      { id: 4, type: "custom", name: "No", hasUser: false },
    ],
    subscribedOnData: { price: "4.99", totalSumm: "12.5", tipsSumm: null },
  };
  const { text } = await exercise({ target: "/v2/access/subscribers", upstream: { body: [user] } });
  const [fan] = (JSON.parse(text) as { list: Record<string, Record<string, unknown>>[] }).list;
  assert.ok(fan !== undefined);
  assert.deepEqual(
    [fan["id"], fan["lists"], fan["subscription"]?.["price"], fan["subscription"]?.["renewedAt"]],
    [7, [{ id: 3, name: "VIP" }], 4.99, null],
  );
  assert.deepEqual([fan["spending"]?.["total"], fan["spending"]?.["tips"]], [12.5, 0]);
});

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startManagedCalls, type Call, type Json } from "./managed-calls.ts";

const cleanup = untilFileEnds();
let call: Call;
before(async () => (call = await startManagedCalls(cleanup)));

const find = (page: Json, id: unknown) =>
  (page["list"] ?? []).find((each) => Number(each["id"]) === Number(id));

test("a trial link is made, read, changed, shared and removed", async () => {
  const { json: created } = await call("POST", "/promotions/trial-links", {
    trialLinkName: "Friends",
    subscribeDays: 7,
    subscribeCounts: 3,
    expiredAt: "2099-01-01T00:00:00+02:00",
  });
  const path = `/promotions/trial-links/${Number(created["id"])}`;
  assert.deepEqual(
    [created["trialLinkName"], created["claimCounts"], created["expiredAt"]],
    ["Friends", 0, "2098-12-31T22:00:00+00:00"],
  );
  assert.match(String(created["url"]), /^http/);
  assert.deepEqual((await call("GET", path)).json, created);

  assert.deepEqual((await call("PUT", path, { subscribeDays: 14 })).json, { success: true });
  const { json: changed } = await call("GET", path);
  assert.deepEqual([changed["subscribeDays"], changed["trialLinkName"]], [14, "Friends"]);

  const { json: partner } = await call("GET", "/users/me", undefined, "fan");
  const sharing = { trialId: created["id"], userId: partner["id"] };
  assert.equal((await call("POST", "/promotions/trial-links/share-access", sharing)).status, 200);
  assert.equal((await call("GET", path)).json["sharedWith"], partner["username"]);
  assert.equal((await call("DELETE", "/promotions/trial-links/share-access", sharing)).status, 200);
  assert.equal((await call("GET", path)).json["sharedWith"], null);

  const expired = { expiredAt: "2020-01-01T00:00:00Z" };
  assert.equal((await call("PUT", path, expired)).status, 200);
  const listed = find((await call("GET", "/promotions/trial-links")).json, created["id"]);
  assert.equal(listed?.["isFinished"], true);

  assert.equal((await call("DELETE", path)).json["success"], true);
  assert.equal(find((await call("GET", "/promotions/trial-links")).json, created["id"]), undefined);
  assert.equal((await call("GET", path)).status, 404);
});

test("a tracking link is made, read, renamed, shared and removed", async () => {
  const { json: created } = await call("POST", "/promotions/tracking-links", { name: "Forum" });
  const path = `/promotions/tracking-links/${Number(created["id"])}`;
  assert.equal(created["name"], "Forum");
  assert.match(String(created["campaignUrl"]), /\/c\d+$/);
  assert.deepEqual((await call("GET", path)).json, created);

  const { json: renamed } = await call("PUT", path, { name: "Magazine" });
  assert.deepEqual(
    [renamed["name"], renamed["campaignCode"]],
    ["Magazine", created["campaignCode"]],
  );
  assert.deepEqual(
    (await call("PUT", path, {})).json,
    renamed,
    "nothing to change changes nothing",
  );
  assert.deepEqual((await call("GET", `${path}/claimers`)).json["list"], []);

  const { json: partner } = await call("GET", "/users/me", undefined, "fan");
  const sharing = { campaignId: created["id"], userId: partner["id"] };
  for (const method of ["POST", "DELETE"])
    assert.deepEqual(
      (await call(method, "/promotions/tracking-links/share-access", sharing)).json,
      {
        success: true,
      },
    );

  assert.equal((await call("DELETE", path)).json["success"], true);
  const list = async (query: string) =>
    find((await call("GET", `/promotions/tracking-links${query}`)).json, created["id"]);
  assert.equal(await list(""), undefined);
  assert.equal((await list("?with_deleted=1"))?.["name"], "Magazine");
  assert.equal((await call("PUT", path, { name: "Again" })).status, 404);
});

test("as many fans are named for a tracking link as it counts", async () => {
  const { json } = await call("GET", "/promotions/tracking-links?stats=true&limit=2");
  assert.equal(json["nextOffset"], 2);
  for (const link of json["list"] ?? []) {
    const path = `/promotions/tracking-links/${Number(link["id"])}/claimers`;
    const { list } = (await call("GET", path)).json;
    assert.ok(Number(link["countSubscribers"]) > 0);
    assert.equal(list?.length, link["countSubscribers"]);
    assert.ok(Number(link["countTransitions"]) >= Number(link["countSubscribers"]));
  }
});

test("a fan has no links", async () => {
  for (const [method, path, body] of [
    ["GET", "/promotions/trial-links", undefined],
    ["POST", "/promotions/trial-links", { trialLinkName: "a", subscribeDays: 1 }],
    ["GET", "/promotions/tracking-links", undefined],
    ["POST", "/promotions/tracking-links", { name: "a" }],
  ] as const) {
    const { status, json } = await call(method, path, body, "fan");
    assert.deepEqual([status, String(json["type"])], [403, "FORBIDDEN"], `${method} ${path}`);
  }
});

test("bad input is refused by the name of the field", async () => {
  const trial = { trialLinkName: "a", subscribeDays: 1 };
  for (const [method, path, body, field] of [
    ["POST", "/promotions/trial-links", { subscribeDays: 1 }, "trialLinkName"],
    ["POST", "/promotions/trial-links", { ...trial, subscribeDays: 366 }, "subscribeDays"],
    ["POST", "/promotions/trial-links", { ...trial, expiredAt: "soon" }, "expiredAt"],
    ["PUT", "/promotions/trial-links/1", { trialLinkName: "" }, "trialLinkName"],
    ["PUT", "/promotions/trial-links/x", {}, "trialLinkId"],
    ["POST", "/promotions/trial-links/share-access", { trialId: 0, userId: 1 }, "trialId"],
    ["DELETE", "/promotions/trial-links/share-access", {}, "trialId"],
    ["POST", "/promotions/tracking-links", {}, "name"],
    ["PUT", "/promotions/tracking-links/1", { name: "x".repeat(101) }, "name"],
    ["DELETE", "/promotions/tracking-links/share-access", { campaignId: 1 }, "userId"],
    ["GET", "/promotions/tracking-links?with_deleted=2", undefined, "with_deleted"],
    ["GET", "/promotions/tracking-links?stats=yes", undefined, "stats"],
  ] as const) {
    const { status, json } = await call(method, path, body);
    assert.equal(status, 400, path);
    assert.ok(
      String(json["detail"]).includes(`\`${field}\``),
      `${path}: ${String(json["detail"])}`,
    );
  }
});

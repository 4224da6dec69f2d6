import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startManagedCalls, type Call, type Json } from "./managed-calls.ts";

const cleanup = untilFileEnds();
let call: Call;
before(async () => (call = await startManagedCalls(cleanup)));

const find = (page: Json, id: unknown) =>
  (page["list"] ?? []).find((each) => Number(each["id"]) === Number(id));

const offer = {
  discount: 40,
  message: "Half the summer",
  finishDays: 7,
  subscribeCounts: 5,
  subscribeDays: 30,
  type: ["new"],
};

test("a promotion appears, changes, ends and goes", async () => {
  const created = await call("POST", "/promotions", offer);
  const id = Number(created.json["list"]?.[0]?.["id"]);
  const running = find((await call("GET", "/promotions")).json, id);
  assert.deepEqual(
    [running?.["rawMessage"], running?.["isFinished"], running?.["canClaim"]],
    ["Half the summer", false, true],
  );

  const changed = await call("PUT", `/promotions/${id}`, { discount: 100 });
  assert.deepEqual(
    [changed.json["price"], changed.json["message"]],
    [0, "Half the summer"],
    "what is left out stays",
  );

  const stopped = await call("POST", `/promotions/${id}/stop`);
  assert.deepEqual([stopped.status, stopped.json["success"]], [200, true]);
  const over = find((await call("GET", "/promotions")).json, id);
  assert.deepEqual([over?.["isFinished"], over?.["canClaim"]], [true, false]);

  assert.equal((await call("DELETE", `/promotions/${id}`)).json["success"], true);
  assert.equal(find((await call("GET", "/promotions")).json, id), undefined);
  assert.equal((await call("POST", `/promotions/${id}/stop`)).status, 404);
});

test("promotions are paged although the upstream takes no notice of a limit", async () => {
  const all = (await call("GET", "/promotions")).json["list"] ?? [];
  assert.ok(all.length > 1);
  const seen: unknown[] = [];
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const { json } = await call("GET", `/promotions?limit=1&offset=${offset}`);
    seen.push(...(json["list"] ?? []));
    offset = json["hasMore"] ? Number(json["nextOffset"]) : undefined;
  }
  assert.deepEqual(seen, all);
});

test("a bundle is made, read, changed and removed, with numbers out of the upstream's texts", async () => {
  const { json: created } = await call("POST", "/promotions/bundles", {
    discount: 50,
    duration: 12,
  });
  const path = `/promotions/bundles/${Number(created["id"])}`;
  assert.deepEqual([created["discount"], created["duration"]], [50, 12]);
  assert.deepEqual((await call("GET", path)).json, created);

  const { json: changed } = await call("PUT", path, { discount: 25 });
  assert.deepEqual([changed["discount"], changed["duration"]], [25, 12]);
  assert.equal(Number(changed["price"]), Number(created["price"]) * 1.5);
  assert.deepEqual(find((await call("GET", "/promotions/bundles")).json, created["id"]), changed);

  assert.deepEqual((await call("DELETE", path)).json, changed);
  const gone = await call("GET", path);
  assert.deepEqual(
    [gone.status, /inferred/.test(String(gone.json["detail"]))],
    [404, true],
    "the error says that the path is a guess",
  );
});

test("a discount for one fan shows in what is agreed with them", async () => {
  const { json: fan } = await call("GET", "/users/me", undefined, "fan");
  const path = `/subscribers/${Number(fan["id"])}/discount`;
  assert.equal((await call("PUT", path, { discount: 15, period: 2 })).status, 200);
  const { json: seen } = await call("GET", `/users/${Number(fan["id"])}`);
  const agreed = seen["subscribedOnData"];
  assert.deepEqual([agreed?.["discountPercent"], agreed?.["discountPeriod"]], [15, 2]);
  assert.equal(
    (await call("PUT", "/subscribers/1/discount", { discount: 15, period: 2 })).status,
    404,
  );
});

test("a fan sells nothing", async () => {
  for (const [method, path, body] of [
    ["GET", "/promotions", undefined],
    ["POST", "/promotions", offer],
    ["GET", "/promotions/bundles", undefined],
    ["POST", "/promotions/bundles", { discount: 10, duration: 3 }],
    ["PUT", "/subscribers/me/discount", { discount: 10, period: 3 }],
  ] as const) {
    const { status, json } = await call(method, path, body, "fan");
    assert.deepEqual([status, String(json["type"])], [403, "FORBIDDEN"], `${method} ${path}`);
  }
});

test("bad input is refused by the name of the field", async () => {
  for (const [method, path, body, field] of [
    ["POST", "/promotions", { ...offer, discount: 0 }, "discount"],
    ["POST", "/promotions", { ...offer, type: [] }, "type"],
    ["POST", "/promotions", { ...offer, type: "new" }, "type"],
    ["POST", "/promotions", {}, "discount"],
    ["PUT", "/promotions/1", { finishDays: 366 }, "finishDays"],
    ["PUT", "/promotions/abc", {}, "promotionId"],
    ["POST", "/promotions/bundles", { discount: 10 }, "duration"],
    ["PUT", "/promotions/bundles/1", { price: 1 }, "price"],
    ["GET", "/promotions?limit=0", undefined, "limit"],
    ["GET", "/promotions?offset=-1", undefined, "offset"],
    ["PUT", "/subscribers/1/discount", { discount: 4, period: 1 }, "discount"],
  ] as const) {
    const { status, json } = await call(method, path, body);
    assert.equal(status, 400, path);
    assert.ok(
      String(json["detail"]).includes(`\`${field}\``),
      `${path}: ${String(json["detail"])}`,
    );
  }
});

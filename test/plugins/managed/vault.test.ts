import assert from "node:assert/strict";
import { before, test } from "node:test";
import { untilFileEnds } from "../../support/cleanup.ts";
import { startManagedCalls, type Call, type Json } from "./managed-calls.ts";

const cleanup = untilFileEnds();
let call: Call;
before(async () => (call = await startManagedCalls(cleanup)));

const idsIn = (page: Json | undefined) => (page?.["list"] ?? []).map((each) => Number(each["id"]));

test("a vault list is made, filled, renamed, emptied and removed, and its media stay in the vault", async () => {
  const created = await call("POST", "/vault/lists", { name: "Summer" });
  const id = Number(created.json["id"]);
  assert.deepEqual([created.status, created.json["hasMedia"]], [200, false]);

  const { json: media } = await call("GET", "/vault/media?limit=3");
  const mediaIds = idsIn(media);
  const filled = await call("POST", `/vault/lists/${id}/media`, { mediaIds });
  assert.equal(filled.json["hasMedia"], true);
  const held = await call("GET", `/vault/lists/${id}/media`);
  assert.deepEqual(idsIn(held.json), mediaIds);
  assert.deepEqual(
    (held.json["list"]?.[0]?.["lists"] ?? []).map((list) => list["name"]).filter(isSummer),
    ["Summer"],
  );
  assert.deepEqual(idsIn((await call("GET", `/vault/media?listId=${id}`)).json), mediaIds);

  const renamed = await call("PATCH", `/vault/lists/${id}`, { name: "Winter", clearMedia: true });
  assert.deepEqual([renamed.json["name"], renamed.json["hasMedia"]], ["Winter", false]);
  const { json: lists } = await call("GET", "/vault/lists?query=winter");
  assert.deepEqual(idsIn(lists), [id]);

  assert.equal((await call("DELETE", `/vault/lists/${id}`)).status, 200);
  assert.deepEqual(idsIn((await call("GET", "/vault/lists?query=winter")).json), []);
  assert.equal((await call("GET", `/vault/lists/${id}/media`)).status, 404);
  assert.deepEqual(idsIn((await call("GET", "/vault/media?limit=3")).json), mediaIds);
});

function isSummer(name: Json | undefined): boolean {
  return String(name) === "Summer";
}

test("the vault is paged without a gap, and its totals are those of its media", async () => {
  const seen: number[] = [];
  let videos = 0;
  for (let offset = 0, hasMore = true; hasMore;) {
    const { json } = await call("GET", `/vault/media?limit=40&offset=${offset}&sortDirection=asc`);
    seen.push(...idsIn(json));
    videos += (json["list"] ?? []).filter((each) => String(each["type"]) === "video").length;
    hasMore = Boolean(json["hasMore"]);
    offset = Number(json["nextOffset"] ?? Number.NaN);
  }
  assert.equal(new Set(seen).size, seen.length);
  const { all } = (await call("GET", "/vault/lists")).json;
  assert.equal(Number(all?.["videosCount"]), videos);
  assert.equal(Number(all?.["videosCount"]) + Number(all?.["photosCount"]), seen.length);
  const only = await call("GET", "/vault/media?mediaType=video&limit=40");
  assert.ok((only.json["list"] ?? []).every((each) => String(each["type"]) === "video"));
});

test("a list of the system cannot be changed, and a fan has no lists", async () => {
  const { json } = await call("GET", "/vault/lists?query=posts");
  const id = Number(json["list"]?.[0]?.["id"]);
  const changed = await call("PATCH", `/vault/lists/${id}`, { name: "Mine" });
  assert.deepEqual([changed.status, String(changed.json["type"])], [400, "BAD_REQUEST"]);
  const fan = await call("POST", "/vault/lists", { name: "Mine" }, "fan");
  assert.deepEqual([fan.status, String(fan.json["type"])], [403, "FORBIDDEN"]);
});

test("bad input is refused by the name of the field", async () => {
  for (const [method, path, body, field] of [
    ["POST", "/vault/lists", {}, "name"],
    ["POST", "/vault/lists", { name: "a", colour: 1 }, "colour"],
    ["PATCH", "/vault/lists/1", { name: "" }, "name"],
    ["POST", "/vault/lists/1/media", { mediaIds: [] }, "mediaIds"],
    ["POST", "/vault/lists/1/media", { mediaIds: ["x"] }, "mediaIds[0]"],
    ["GET", "/vault/media?sortBy=size", undefined, "sortBy"],
    ["GET", "/vault/lists/a%2Fb/media", undefined, "listId"],
  ] as const) {
    const { status, json } = await call(method, path, body);
    assert.equal(status, 400, path);
    assert.ok(
      String(json["detail"]).includes(`\`${field}\``),
      `${path}: ${String(json["detail"])}`,
    );
  }
});

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startAccountGateway, textIn } from "../api/account-gateway.ts";
import { png } from "../link/png.ts";

const { admin } = await startAccountGateway({ after });

const seen = async (place: string) => {
  const { headers, text } = await admin("GET", place);
  const tag = headers.get("etag");
  assert.ok(tag !== null, text);
  return { "if-match": tag };
};
const stale = { "if-match": '"stale"' };

async function assertStale(method: string, place: string, body?: object, match: object = stale) {
  const late = await admin(method, place, body, match as typeof stale);
  assert.deepEqual([late.status, late.body["code"]], [412, "CONFLICT"], `${method} ${place}`);
}

test("rules are pinned and released as they were seen, or not at all", async () => {
  const rules = "/rules/sandbox";
  const revision = textIn((await admin("GET", rules)).body, "current");
  const before = await seen(rules);
  assert.deepEqual(await seen(rules), before, "how feeds fare is no change");
  await assertStale("POST", `${rules}/pin`, { revision });
  assert.equal((await admin("GET", rules)).body["pinned"], null);

  const pinned = await admin("POST", `${rules}/pin`, { revision }, before);
  assert.equal(pinned.status, 200, pinned.text);
  const now = { "if-match": pinned.headers.get("etag") ?? "" };
  assert.deepEqual(await seen(rules), now);
  await assertStale("POST", `${rules}/pin`, { revision }, before);
  await assertStale("POST", `${rules}/release`, undefined, before);
  assert.equal((await admin("GET", rules)).body["pinned"], revision);
  assert.equal((await admin("POST", `${rules}/release`, undefined, now)).status, 200);
  assert.equal((await admin("POST", `${rules}/release`)).status, 200, "it can be left out");
  assert.equal((await admin("GET", "/rules/live")).status, 404, "it is switched off");
});

test("a reload and a rollback begin from what was seen to serve, or do nothing", async () => {
  const before = await seen("/generations");
  for (const act of ["/reload", "/reload?dryRun=1", "/rollback", "/rollback/lift"])
    await assertStale("POST", act);
  const acts = await admin("GET", "/audit?limit=1000");
  assert.match(acts.text, /"action":"rollback","[^}]*"outcome":"CONFLICT"/);
  assert.deepEqual(await seen("/generations"), before);
  const reloaded = await admin("POST", "/reload", undefined, before);
  assert.deepEqual([reloaded.status, reloaded.body["result"]], [200, "unchanged"]);
  assert.equal((await admin("POST", "/reload")).status, 200, "it can be left out");
  const refused = await admin("POST", "/rollback", undefined, before);
  assert.deepEqual([refused.status, refused.body["result"]], [200, "refused"], refused.text);
  const record = await admin("GET", "/audit?limit=1000");
  assert.match(record.text, /"action":"rollback","[^}]*"outcome":"refused"/);
});

test("an app's logo is replaced and taken away as it was seen, or not at all", async () => {
  const asked = { environment: "sandbox", name: "seen" };
  const logo = `/apps/${textIn((await admin("POST", "/apps", asked)).body, "id")}/logo`;
  const data = (side: number) => ({ data: png(side, side).toString("base64") });
  assert.equal((await admin("GET", logo)).status, 404);
  await assertStale("POST", logo, data(8));
  await assertStale("POST", logo, data(8), { "if-match": "*" });

  assert.equal((await admin("POST", logo, data(8))).status, 200);
  const first = await seen(logo);
  const second = await admin("POST", logo, data(16), first);
  assert.equal(second.status, 200, second.text);
  assert.deepEqual(await seen(logo), { "if-match": second.headers.get("etag") });
  await assertStale("POST", logo, data(8), first);
  await assertStale("DELETE", logo, undefined, first);
  assert.equal((await admin("GET", logo)).body["digest"], second.body["digest"]);
  assert.equal((await admin("DELETE", logo, undefined, await seen(logo))).status, 204);
  assert.equal((await admin("GET", logo)).status, 404);
});

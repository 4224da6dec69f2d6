import assert from "node:assert/strict";
import test from "node:test";
import { startTestSandbox, type Json } from "./client.ts";

/** Follows a paged list to its end. */
async function idsOf(
  next: (last: Json | undefined, page: Json | undefined) => Promise<Json>,
): Promise<Json[]> {
  const ids: Json[] = [];
  let [last, page]: (Json | undefined)[] = [];
  do {
    page = await next(last, page);
    const list = page["list"] as readonly Json[];
    ids.push(...list.map((item) => item["id"] as Json));
    last = ids.at(-1);
  } while (page["hasMore"] as unknown as boolean);
  return ids;
}

test("posts page by time in both directions, each post once", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const path = `users/${sandbox.accounts.creator.userId}/posts?format=infinite&limit=10`;
  const newestFirst = await idsOf(async (_, page) => {
    const cursor = page === undefined ? "" : `&beforePublishTime=${String(page["tailMarker"])}`;
    return (await call("fan", "GET", path + cursor)).json;
  });
  const oldestFirst = await idsOf(async (_, page) => {
    const cursor = page === undefined ? "" : `&afterPublishTime=${String(page["tailMarker"])}`;
    return (await call("fan", "GET", `${path}&order=publish_date_asc${cursor}`)).json;
  });
  const { counters } = (await call("fan", "GET", path)).json;
  assert.equal(new Set(newestFirst).size, newestFirst.length);
  assert.equal(newestFirst.length, Number(counters?.["postsCount"]));
  assert.deepEqual(oldestFirst, newestFirst.toReversed());
});

test("messages page to older ones, never more than 71 at once, each message once", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const path = `chats/${sandbox.accounts.fan.userId}/messages?limit=100`;
  const sizes: number[] = [];
  const ids = await idsOf(async (last) => {
    const cursor = last === undefined ? "" : `&id=${String(last)}`;
    const { json } = await call("creator", "GET", path + cursor);
    sizes.push((json["list"] as readonly Json[]).length);
    return json;
  });
  assert.deepEqual(sizes, [71, 49]);
  assert.equal(new Set(ids).size, 120);
  const { json } = await call("creator", "GET", `${path}&firstId=${String(ids[5])}&order=asc`);
  assert.equal((json["list"] as readonly Json[]).at(-1)?.["id"], ids[5]);
});

test("chats and subscribers page by offset, each person once", async (t) => {
  const { call } = await startTestSandbox(t);
  for (const [path, expected] of [
    ["chats?limit=7", 25],
    ["subscriptions/subscribers?format=infinite&limit=20&type=all", 60],
  ] as const) {
    const seen: unknown[] = [];
    for (let offset = 0, hasMore = true; hasMore;) {
      const { json } = await call("creator", "GET", `${path}&offset=${offset}`);
      const list = json["list"] as readonly Json[];
      seen.push(...list.map((item) => item["id"] ?? item["withUser"]?.["id"]));
      offset += list.length;
      hasMore = json["hasMore"] as unknown as boolean;
    }
    assert.equal(seen.length, expected, path);
    assert.equal(new Set(seen).size, expected, path);
  }
});

test("without format=infinite a list of posts or fans is a bare array", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const { userId } = sandbox.accounts.creator;
  for (const path of [`users/${userId}/posts`, "posts", "subscriptions/subscribers"])
    assert.ok(Array.isArray((await call("creator", "GET", path)).json), path);
});

test("a created post is in lists, counts and the fan's feed, until it is deleted", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const { userId } = sandbox.accounts.creator;
  const count = async () => (await call("creator", "GET", "users/me")).json["postsCount"];
  const before = Number(await count());
  const { json: post } = await call("creator", "POST", "posts", { text: "<p>Hello</p>", price: 5 });
  assert.equal(post["rawText"], "Hello");
  const newest = await call("fan", "GET", `users/${userId}/posts?limit=1`);
  assert.equal(newest.json[0]?.["id"], post["id"]);
  assert.equal(newest.json[0]?.["canViewMedia"], false);
  assert.equal((await call("fan", "GET", "posts?limit=1")).json[0]?.["id"], post["id"]);
  assert.equal(await count(), before + 1);

  const path = `posts/${String(post["id"])}`;
  const edited = await call("creator", "PUT", path, { text: "Changed", price: 0 });
  assert.equal(edited.json["text"], "Changed");
  assert.equal((await call("fan", "GET", path)).json["canViewMedia"], true);
  assert.equal((await call("fan", "DELETE", path)).status, 404);
  assert.deepEqual((await call("creator", "DELETE", path)).json, { success: true });
  assert.equal((await call("fan", "GET", path)).status, 404);
  assert.equal(await count(), before);
});

test("a sent message is the newest of its chat for both, until it is unsent", async (t) => {
  const { call, sandbox } = await startTestSandbox(t);
  const { creator, fan } = sandbox.accounts;
  const send = `chats/${fan.userId}/messages`;
  const { json: message } = await call("creator", "POST", send, { text: "<p>Hi</p>", price: 3 });
  assert.equal(String(message["fromUser"]?.["id"]), creator.userId);
  const { json: chats } = await call("fan", "GET", "chats?limit=1&order=recent");
  const [chat] = chats["list"] as readonly Json[];
  assert.equal(chat?.["lastMessage"]?.["id"], message["id"]);
  assert.equal(chat?.["lastMessage"]?.["canPurchase"], true);
  const { json: list } = await call("fan", "GET", `chats/${creator.userId}/messages?limit=1`);
  assert.equal(list["list"]?.[0]?.["id"], message["id"]);

  const unsend = `messages/${String(message["id"])}`;
  assert.equal(
    (await call("fan", "DELETE", unsend)).json["error"]?.["message"],
    "Message not found",
  );
  await call("creator", "DELETE", unsend, { withUserId: fan.userId });
  assert.equal((await call("creator", "GET", `${send}/${String(message["id"])}`)).status, 404);
});

test("wrong parameters are refused in the upstream's words, unknown ones are ignored", async (t) => {
  const { call } = await startTestSandbox(t);
  for (const [path, message] of [
    ["chats?search=a", "Invalid filter"],
    ["users/list?q[]=1", "Bad view param"],
    ["vault/media/1", "Media Not Found"],
  ] as const)
    assert.equal((await call("creator", "GET", path)).json["error"]?.["message"], message);
  const vault = await call("creator", "GET", "vault/media?filter=nothing&limit=3");
  assert.equal((vault.json["list"] as readonly Json[]).length, 3);
});

test("a bad JSON body is refused, and one over the limit too", async (t) => {
  const { headersFor, send } = await startTestSandbox(t);
  const target = "/api2/v2/posts";
  assert.equal((await send("POST", target, headersFor("creator", target), "{")).status, 400);
  const big = Buffer.alloc(4_000_000, 32);
  assert.equal((await send("POST", target, headersFor("creator", target), big)).status, 413);
});

test("JSON of a kibibyte or more is gzipped for clients that take it", async (t) => {
  const { call } = await startTestSandbox(t);
  const accept = { "accept-encoding": "gzip, br" };
  const { headers } = await call("creator", "GET", "users/me", undefined, accept);
  assert.equal(headers["content-encoding"], "gzip");
  const small = await call("creator", "GET", "init", undefined, accept);
  assert.equal(small.headers["content-encoding"], undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { exercise } from "./exercise.ts";
import {
  message,
  newMedia,
  oldMedia,
  ownProfile,
  post,
  userProfile,
  writtenMedia,
} from "./samples.ts";

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

test("self is the documented part of the own profile and nothing more", async () => {
  const result = await exercise({ target: "/v2/access/self", upstream: { body: ownProfile } });
  assert.equal(result.request.path, "/api2/v2/users/me");
  const { email, wsAuthToken, ...documented } = ownProfile;
  assert.ok(email !== "" && wsAuthToken !== "");
  assert.deepEqual(json(result.text), documented);
  assert.equal(result.headers["content-type"], "application/json; charset=utf-8");
  assert.deepEqual(
    [result.endpoint.kind, result.endpoint.name, result.endpoint.permission],
    ["managed", "GET /v2/access/self", "profile:read"],
  );
});

test("self of a signed-out account is only the flag", async () => {
  const body = { isAuth: false, csrf: "x" };
  const result = await exercise({ target: "/v2/access/self", upstream: { body } });
  assert.deepEqual(json(result.text), { isAuth: false });
});

test("a profile without the flag counts as signed in", async () => {
  const { isAuth, ...body } = ownProfile;
  assert.ok(isAuth);
  const result = await exercise({ target: "/v2/access/self", upstream: { body } });
  assert.equal(json(result.text)["isAuth"], true);
});

test("a user shows the lists it is on, numbers out of texts, and no null where none is documented", async () => {
  const result = await exercise({
    target: "/v2/access/users/some.fan",
    upstream: { body: userProfile },
  });
  assert.equal(result.request.path, "/api2/v2/users/some.fan");
  assert.deepEqual(json(result.text), {
    id: 77,
    username: "fan",
    name: "Fan",
    isVerified: false,
    avatar: "https://public.test/a.jpg",
    lists: [{ id: 1, type: "custom", name: "Close" }],
    subscribePrice: 4.99,
    subscribersCount: null,
    canChat: true,
  });
});

test("`me` is the account's own number", async () => {
  const user = await exercise({ target: "/v2/access/users/me", upstream: { body: userProfile } });
  assert.equal(user.request.path, "/api2/v2/users/4242");
  const chat = await exercise({ target: "/v2/access/chats/me/messages", upstream: { body: [] } });
  assert.match(chat.request.path, /^\/api2\/v2\/chats\/4242\/messages\?/);
});

test("posts are asked for in the upstream's words and answered with markers and counters", async () => {
  const result = await exercise({
    target:
      "/v2/access/posts?limit=5&sortBy=tips&sortDirection=asc&pinned=true&beforePublishTime=17.5",
    upstream: {
      body: {
        list: [post],
        hasMore: true,
        headMarker: "9.1",
        tailMarker: "8.2",
        counters: { postsCount: 3 },
      },
    },
  });
  assert.equal(
    result.request.path,
    "/api2/v2/users/4242/posts?limit=5&order=tips_asc&pinned=1&counters=1&beforePublishTime=17.5&skip_users=all&format=infinite",
  );
  const answer = json(result.text);
  const [first] = answer["list"] as [Record<string, unknown>];
  assert.deepEqual(
    [answer["hasMore"], answer["headMarker"], answer["tailMarker"]],
    [true, "9.1", "8.2"],
  );
  assert.equal((answer["counters"] as Record<string, unknown>)["privateArchivedPostsCount"], 0);
  assert.deepEqual(first["media"], [writtenMedia]);
  assert.deepEqual(
    [first["favoritesCount"], first["tipsAmount"], first["isOpened"]],
    [3, "0", true],
  );
  assert.equal(Object.hasOwn(first, "internalFlag"), false);
});

test("one post carries what its owner may change", async () => {
  const result = await exercise({
    target: "/v2/access/posts/501",
    upstream: { body: { ...post, canEditText: true } },
  });
  assert.equal(result.request.path, "/api2/v2/posts/501?skip_users=all");
  const answer = json(result.text);
  assert.deepEqual([answer["canEditText"], answer["preview"]], [true, [11]]);
  assert.equal("price" in answer, false);
});

test("a post goes up with its own word for free media and a date with a zone", async () => {
  const result = await exercise({
    method: "POST",
    target: "/v2/access/posts",
    body: {
      text: "new & <b>bold</b>",
      mediaItems: [11, "12"],
      previewMediaCount: 1,
      price: 5,
      scheduledDate: "2026-03-01T10:00:00+02:00",
      expireAfter: 7,
      isMarkdown: true,
    },
    upstream: { body: post },
  });
  assert.deepEqual(
    [result.request.method, result.request.path, result.request.headers["content-type"]],
    ["POST", "/api2/v2/posts", "application/json"],
  );
  assert.deepEqual(json(String(result.request.body)), {
    text: "<p>new &amp; &lt;b&gt;bold&lt;/b&gt;</p>",
    lockedText: false,
    mediaFiles: [11, 12],
    price: 5,
    rfTag: [],
    rfPartner: [],
    rfGuest: [],
    preview: [11],
    isScheduled: true,
    scheduledDate: "2026-03-01T08:00:00.000+00:00",
    expirePeriod: 7,
  });
  assert.equal(json(result.text)["id"], 501);
});

test("a deleted post answers what the upstream said, or an empty object where it said nothing", async () => {
  const scenario = { method: "DELETE", target: "/v2/access/posts/501" };
  const told = await exercise({ ...scenario, upstream: { body: { success: true } } });
  assert.deepEqual(json(told.text), { success: true });
  assert.equal(told.request.body?.length, 0);
  const silent = await exercise({ ...scenario, upstream: { body: "" } });
  assert.deepEqual(json(silent.text), {});
  const none = await exercise({ ...scenario, upstream: { status: 204, body: "" } });
  assert.deepEqual([none.status, none.text], [204, ""]);
});

test("chats keep their last message and say where to go on", async () => {
  const result = await exercise({
    target: "/v2/access/chats?limit=1&offset=4&filter=unread&userListId=8",
    upstream: {
      body: { list: [{ withUser: { id: 77, _view: "s" }, lastMessage: message }], hasMore: true },
    },
  });
  assert.equal(
    result.request.path,
    "/api2/v2/chats?limit=1&offset=4&order=recent&filter=unread&list_id=8&skip_users=all",
  );
  const answer = json(result.text);
  assert.equal(answer["nextOffset"], 5);
  const [chat] = answer["list"] as [{ lastMessage: { id: number; fromUser: object } }];
  assert.deepEqual(
    [chat.lastMessage.id, chat.lastMessage.fromUser],
    [9001, { id: 77, _view: "s" }],
  );
});

test("messages are paged by the oldest one seen, which overrules an offset", async () => {
  const result = await exercise({
    target: "/v2/access/chats/77/messages?last_id=9002&offset=20&include_users=true",
    upstream: { body: { list: [message], hasMore: true } },
  });
  assert.equal(
    result.request.path,
    "/api2/v2/chats/77/messages?limit=10&offset=0&order=desc&id=9002",
  );
  const answer = json(result.text);
  assert.equal(answer["nextLastId"], 9001);
  const [first] = answer["list"] as [{ media: object[]; price: number; previews: number[] }];
  assert.deepEqual([first.media, first.price, first.previews], [[writtenMedia], 9.99, [11]]);
});

test("a message goes out as one escaped paragraph with everything the upstream expects", async () => {
  const result = await exercise({
    method: "POST",
    target: "/v2/access/chats/77/messages",
    body: {
      text: "1 < 2\n& more",
      mediaItems: ["11", 12],
      previewMediaCount: 1,
      price: 3,
      isLockedText: true,
      userTags: [5],
      releaseForms: { users: [6], guests: [7] },
      replyToMessageId: "9000",
    },
    upstream: { body: message },
  });
  assert.deepEqual(json(String(result.request.body)), {
    text: "<p>1 &lt; 2<br />&amp; more</p>",
    lockedText: true,
    mediaFiles: [11, 12],
    price: 3,
    rfTag: [6],
    rfPartner: [],
    rfGuest: [7],
    userTags: [5],
    replyToMessageId: "9000",
    previews: [11],
    isForward: false,
  });
});

test("media are written in one form whichever of the upstream's they came in", async () => {
  for (const media of [oldMedia, newMedia]) {
    const body = { ...post, media: [media] };
    const result = await exercise({ target: "/v2/access/posts/501", upstream: { body } });
    assert.deepEqual(json(result.text)["media"], [writtenMedia]);
  }
});

test("media that are not paid for keep their preview and have no address", async () => {
  const media = {
    id: 1,
    type: "photo",
    canView: false,
    files: { preview: { url: "https://cdn.test/p" } },
  };
  const body = { ...post, media: [media] };
  const result = await exercise({ target: "/v2/access/posts/501", upstream: { body } });
  const [written] = json(result.text)["media"] as [{ canView: boolean; files: object }];
  assert.deepEqual(written.files, {
    full: { url: "", sources: [] },
    preview: { url: "https://cdn.test/p", options: [] },
  });
  assert.equal(written.canView, false);
});

test("the upstream is asked for plain bytes, unconditionally and in full", async () => {
  const result = await exercise({
    method: "HEAD",
    target: "/v2/access/self",
    headers: {
      "if-none-match": '"x"',
      range: "bytes=0-1",
      "accept-encoding": "br",
      accept: "text/html",
    },
    upstream: { body: ownProfile, headers: { etag: '"y"', "last-modified": "then" } },
  });
  assert.deepEqual(result.request.headers, {
    accept: "application/json, text/plain, */*",
    "accept-encoding": "identity",
  });
  assert.equal(result.request.method, "GET");
  assert.equal("etag" in result.headers || "last-modified" in result.headers, false);
});

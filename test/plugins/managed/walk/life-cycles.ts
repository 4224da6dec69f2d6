import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Caller } from "./caller.ts";

type Json = Readonly<Record<string, unknown>>;
interface Row extends Json {
  readonly id: number;
  readonly text: string;
}
interface Page {
  readonly list: readonly Row[];
  readonly hasMore: boolean;
  readonly tailMarker: string;
}

/** From the first write to the last, with everything seen on the way by both accounts. */
export function describeLifeCycles(callers: () => readonly [Caller, Caller]): void {
  describe("life cycles", () => {
    test("a post is published, seen by a fan, changed and deleted", async () => {
      const [creator, fan] = callers();
      const earlier = await postsCount(creator);
      const { id } = await granted<Row>(creator, "POST", "/posts", { text: "Look: **new**" });
      const seen = await granted<Row>(fan, "GET", `/posts/${id}`);
      assert.equal(seen.text, "<p>Look: <strong>new</strong></p>");
      const [newest] = await rows(fan, `/users/${creator.selfId}/posts?limit=1`);
      assert.equal(newest?.id, id);
      assert.equal(await postsCount(creator), earlier + 1);

      await granted(creator, "PUT", `/posts/${id}`, { text: "1 < 2", isMarkdown: false });
      assert.equal((await granted<Row>(fan, "GET", `/posts/${id}`)).text, "1 < 2");
      await refused(fan, "PUT", `/posts/${id}`, { text: "mine" });

      await granted(creator, "DELETE", `/posts/${id}`);
      await refused(creator, "GET", `/posts/${id}`);
      assert.equal(await postsCount(creator), earlier);
      assert.ok(
        (await rows(fan, `/users/${creator.selfId}/posts`)).every((post) => post.id !== id),
      );
    });

    test("posts by favorites and tips come in that order, each once", async () => {
      const [creator] = callers();
      const count = await postsCount(creator);
      const signs = { asc: 1, desc: -1 } as const;
      for (const [sortBy, of] of [
        ["favorites_count", (post: Row) => Number(post["favoritesCount"])],
        ["tips", (post: Row) => Number(String(post["tipsAmount"]).slice(1))],
      ] as const)
        for (const direction of ["asc", "desc"] as const) {
          const query = `sortBy=${sortBy}&sortDirection=${direction}&limit=10`;
          const posts: Row[] = [];
          for (let before = "", goesOn = true; goesOn;) {
            const page = await granted<Page>(creator, "GET", `/posts?${query}${before}`);
            posts.push(...page.list);
            before = `&beforePublishTime=${page.tailMarker}`;
            goesOn = page.hasMore;
          }
          assert.equal(new Set(posts.map(({ id }) => id)).size, count);
          assert.equal(posts.length, count);
          const values = posts.map(of);
          assert.deepEqual(
            values,
            values.toSorted((a, b) => signs[direction] * (a - b)),
          );
          assert.ok(new Set(values).size > 1, sortBy);
        }
    });

    test("a scheduled post is its author's alone until its time, and can be changed and dropped", async () => {
      const [creator, fan] = callers();
      const earlier = await postsCount(creator);
      const body = { text: "Next century", scheduledDate: "2099-01-01T00:00:00Z" };
      const { id, postedAt } = await granted<Row>(creator, "POST", "/posts", body);
      assert.equal(postedAt, "2099-01-01T00:00:00+00:00");
      await refused(fan, "GET", `/posts/${id}`);
      assert.equal(await postsCount(creator), earlier);
      await granted(creator, "PUT", `/posts/${id}`, { ...body, text: "Another century" });
      const read = await granted<Row>(creator, "GET", `/posts/${id}`);
      assert.deepEqual([read.text, read["canEditSchedule"]], ["<p>Another century</p>", true]);
      await granted(creator, "DELETE", `/posts/${id}`);
      await refused(creator, "GET", `/posts/${id}`);
    });

    test("a post has its poll and its free previews, and keeps them when it is changed", async () => {
      const [creator, fan] = callers();
      const [first, second] = await rows(creator, "/vault/media?limit=2");
      const mediaItems = [first?.id, second?.id];
      const { id } = await granted<Row>(creator, "POST", "/posts", {
        text: "Which one?",
        mediaItems,
        price: 9,
        previewMediaCount: 1,
        poll: { options: ["Left", "Right"], finishDate: "2099-01-01T00:00:00Z" },
      });
      const seen = await granted<Row>(fan, "GET", `/posts/${id}`);
      assert.deepEqual(seen["preview"], [first?.id]);
      const shown = seen["media"] as readonly Json[];
      assert.deepEqual(
        shown.map(({ canView }) => canView),
        [true, false],
      );
      const change = { text: "Which?", mediaItems, price: 9, previewMediaCount: 2 };
      await granted(creator, "PUT", `/posts/${id}`, change);
      const { hasVoting, voting, preview } = await granted<Row>(creator, "GET", `/posts/${id}`);
      const { options, ...poll } = voting as { readonly options: readonly Json[] };
      assert.equal(hasVoting, true);
      assert.deepEqual(poll, { finishedAt: "2099-01-01T00:00:00+00:00", total: 0 });
      assert.deepEqual(
        options.map(({ text }) => text),
        ["Left", "Right"],
      );
      assert.deepEqual(preview, mediaItems);
      await granted(creator, "DELETE", `/posts/${id}`);
    });

    test("a message is sent, read by its recipient and taken back for both", async () => {
      const [creator, fan] = callers();
      const toFan = `/chats/${fan.selfId}/messages`;
      const toCreator = `/chats/${creator.selfId}/messages`;
      const { id } = await granted<Row>(creator, "POST", toFan, { text: "Hi & *welcome*" });
      const [received] = await rows(fan, `${toCreator}?limit=1`);
      assert.deepEqual(
        [received?.id, received?.text, received?.["isNew"]],
        [id, "<p>Hi &amp; <em>welcome</em></p>", true],
      );
      const [chat] = await rows(creator, "/chats?limit=1");
      assert.equal((chat?.["lastMessage"] as Row).id, id);

      const body = { withUserId: String(fan.selfId) };
      await refused(fan, "DELETE", `${toCreator}/${id}`, body);
      const { success } = await granted<Json>(creator, "DELETE", `${toFan}/${id}`, body);
      assert.equal(success, true);
      for (const [caller, path] of [
        [creator, toFan],
        [fan, toCreator],
      ] as const)
        assert.ok((await rows(caller, path)).every((message) => message.id !== id));
    });

    test("a mass message waits for its time, can be changed until then, and cancelled", async () => {
      const [creator, fan] = callers();
      const body = {
        text: "Soon",
        userIds: [fan.selfId],
        scheduledDate: "2099-01-01T12:00:00+02:00",
      };
      const queued = await granted<Json>(creator, "POST", "/mass-messages", body);
      assert.deepEqual(
        [queued["isDone"], queued["pending"], queued["date"]],
        [false, 1, "2099-01-01T10:00:00+00:00"],
      );
      const path = `/mass-messages/${String(queued["id"])}`;
      assert.equal((await granted<Row>(creator, "GET", path)).text, "<p>Soon</p>");
      await granted(creator, "PUT", path, { ...body, text: "Later" });
      assert.equal((await granted<Row>(creator, "GET", path)).text, "<p>Later</p>");
      const [newest] = await rows(fan, `/chats/${creator.selfId}/messages?limit=1`);
      assert.ok(newest !== undefined && !/Soon|Later/.test(newest.text), "sent before its time");
      const cancelled = await granted<Json>(creator, "DELETE", path);
      assert.equal((cancelled["queue"] as Json)["isCanceled"], true);
      await refused(creator, "GET", path);
    });

    test("a mass message for now reaches whom it names but not whom it leaves out, and can be taken back", async () => {
      const [creator, fan] = callers();
      const inbox = `/chats/${creator.selfId}/messages?limit=1`;
      const { id: listId } = await granted<Row>(creator, "POST", "/users/lists", {
        name: "Spared",
      });
      await granted(creator, "POST", `/users/lists/${listId}/users/${fan.selfId}`);
      const everyone = await granted<Json>(creator, "POST", "/mass-messages", {
        text: "To all fans",
        userLists: ["fans"],
      });
      const [received] = await rows(fan, inbox);
      assert.deepEqual(
        [received?.text, received?.["isFromQueue"], received?.["queueId"]],
        ["<p>To all fans</p>", true, everyone["id"]],
      );
      const spared = await granted<Json>(creator, "POST", "/mass-messages", {
        text: "To all fans but one",
        userLists: ["fans"],
        excludeUserLists: [listId],
      });
      assert.equal(spared["total"], Number(everyone["total"]) - 1);
      assert.equal((await rows(fan, inbox))[0]?.id, received?.id);
      const none = await granted<Json>(creator, "POST", "/mass-messages", {
        text: "To fans from the future",
        userLists: ["fans"],
        subscribedAfterDate: "2098-01-01T00:00:00Z",
      });
      assert.equal(none["total"], 0);

      await granted(creator, "DELETE", `/mass-messages/${String(everyone["id"])}`);
      assert.notEqual((await rows(fan, inbox))[0]?.id, received?.id);
      await refused(creator, "PUT", `/mass-messages/${String(everyone["id"])}`, {
        text: "Too late",
        userIds: [fan.selfId],
      });
    });

    test("a list is made, filled, renamed, used as a filter and deleted", async () => {
      const [creator, fan] = callers();
      const made = await granted<Json>(creator, "POST", "/users/lists", { name: "Close" });
      const path = `/users/lists/${String(made["id"])}`;
      assert.deepEqual([made["name"], made["usersCount"]], ["Close", 0]);
      const added = await granted<Json>(creator, "POST", `${path}/users/${fan.selfId}`);
      assert.equal((added["userState"] as Json)["hasUser"], true);
      const members = await rows(creator, `${path}/users`);
      assert.deepEqual(
        members.map(({ id }) => id),
        [fan.selfId],
      );
      const profile = await granted<Json>(creator, "GET", `/users/${fan.selfId}`);
      assert.ok((profile["lists"] as Json[]).some(({ id }) => id === made["id"]));
      const chats = await rows(creator, `/chats?userListId=${String(made["id"])}`);
      assert.deepEqual(
        chats.map((chat) => (chat["withUser"] as Row).id),
        [fan.selfId],
      );

      await granted(creator, "PATCH", path, { name: "Closest" });
      assert.equal((await granted<Json>(creator, "GET", path))["name"], "Closest");
      await refused(fan, "GET", path);
      await granted(creator, "DELETE", `${path}/users/${fan.selfId}`);
      assert.equal((await granted<Json>(creator, "GET", path))["usersCount"], 0);
      await granted(creator, "DELETE", path);
      await refused(creator, "GET", path);
      await refused(creator, "DELETE", "/users/lists/fans");
    });
  });
}

async function granted<Shape>(
  { role, call }: Caller,
  method: string,
  path: string,
  body?: object,
): Promise<Shape> {
  const { status, json } = await call(method, path, body);
  assert.equal(status, 200, `${role} ${method} ${path}: ${JSON.stringify(json)}`);
  return json as Shape;
}

async function refused(
  { role, call }: Caller,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const { status, json } = await call(method, path, body);
  const { code } = json as Json;
  const label = `${role} ${method} ${path}: ${status} ${JSON.stringify(json)}`;
  assert.ok(["RESOURCE_NOT_FOUND", "BAD_REQUEST"].includes(String(code)), label);
}

async function rows(caller: Caller, path: string): Promise<readonly Row[]> {
  return (await granted<{ readonly list: readonly Row[] }>(caller, "GET", path)).list;
}

async function postsCount(caller: Caller): Promise<number> {
  const { counters } = await granted<{ counters: { postsCount: number } }>(caller, "GET", "/posts");
  return counters.postsCount;
}

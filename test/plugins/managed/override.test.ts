import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../end-to-end/folder.ts";
import { startTestGateway } from "../../support/gateway.ts";
import { exercise, prepare } from "./exercise.ts";
import { message } from "./samples.ts";

test("an operator's override changes method, path and field names of the upstream side", async () => {
  const endpoints = {
    "POST /chats/:userId/messages": {
      method: "PUT",
      path: "/v3/chats/:userId/from/:self",
      fields: { mediaFiles: "media", previews: "free" },
    },
    "GET /posts": { fields: { beforePublishTime: "before" } },
  } as const;
  const sent = await exercise({
    method: "POST",
    target: "/v2/access/chats/77/messages",
    body: { mediaItems: [11], previewMediaCount: 1 },
    config: { endpoints },
    upstream: { body: message },
  });
  assert.deepEqual(
    [sent.request.method, sent.request.path],
    ["PUT", "/api2/v2/v3/chats/77/from/4242"],
  );
  const body = JSON.parse(String(sent.request.body)) as Record<string, unknown>;
  assert.deepEqual([body["media"], body["free"], body["mediaFiles"]], [[11], [11], undefined]);
  const listed = await prepare({
    target: "/v2/access/posts?beforePublishTime=1.5",
    config: { endpoints },
  });
  assert.match(listed.request.path, /&before=1\.5&/);
});

test("an operator's override reads fields that have another name upstream now, at any depth", async () => {
  const answered = await exercise({
    target: "/v2/access/chats/77/messages",
    config: {
      endpoints: {
        "GET /chats/:userId/messages": {
          answerFields: { list: "rows", hasMore: "more", text: "body" },
        },
      },
    },
    upstream: { body: { rows: [{ ...message, text: undefined, body: "Hi" }], more: true } },
  });
  const page = JSON.parse(answered.text) as {
    readonly list: readonly { readonly text: string }[];
    readonly hasMore: boolean;
  };
  assert.deepEqual([page.list.map(({ text }) => text), page.hasMore], [["Hi"], true]);
});

test("an override of nothing, or with a value nobody gives, is refused at load", async () => {
  const load = (endpoints: object) =>
    prepare({ target: "/v2/access/self", config: { endpoints: endpoints as never } });
  await assert.rejects(load({ "GET /nothing": {} }), /no endpoint "GET \/nothing"/);
  await assert.rejects(load({ "GET /self": { path: "/users/:postId" } }), /no value for ":postId"/);
  await assert.rejects(
    load({ "PATCH /self": { readBack: "/users/:postId" } }),
    /no value for ":postId"/,
  );
  await assert.rejects(
    load({ "GET /subscribers": { pathBy: { latest: "/fans/:postId" } } }),
    /no value for ":postId"/,
  );
  await assert.rejects(
    load({ "GET /subscribers": { pathBy: { newest: "/fans" } } }),
    /"GET \/subscribers" has no path of its own for "newest"/,
  );
  await assert.rejects(
    load({ "GET /self": { pathBy: { latest: "/fans" } } }),
    /no path of its own for "latest"/,
  );
  await assert.rejects(load({ "GET /self": { readBack: "/users/me" } }), /reads nothing back/);
});

test("an override changes the path that a value of the query chooses, and leaves the others", async () => {
  const config = {
    endpoints: {
      "GET /subscribers": { pathBy: { latest: "/v3/newest/:self" } },
      "GET /chats/:userId/media": {
        path: "/v3/media/:userId",
        pathBy: { videos: "/films/:userId" },
      },
    },
  };
  const pathOf = async (target: string) => {
    const { request } = await prepare({ target: `/v2/access${target}`, config });
    return request.path.split("?")[0];
  };
  assert.equal(await pathOf("/subscribers?type=latest"), "/api2/v2/v3/newest/4242");
  assert.equal(await pathOf("/subscribers"), "/api2/v2/subscriptions/subscribers");
  assert.equal(await pathOf("/chats/77/media?type=videos"), "/api2/v2/films/77");
  assert.equal(await pathOf("/chats/77/media?type=photos"), "/api2/v2/chats/77/media/photos");
  assert.equal(await pathOf("/chats/77/media"), "/api2/v2/v3/media/77");
});

test("every path of the upstream's that is overridden is taken with a reload, and a wrong one is not", async (t) => {
  const folder = await makeFolder(t);
  const drop = (endpoints: object) =>
    folder.drop("gateway.json", {
      chains: {
        access: {
          plugins: [
            "auth",
            "session",
            { use: "managed", with: { endpoints } },
            "proxy-pool",
            "signer",
          ],
        },
      },
    });
  await drop({});
  const config = join(folder.path, "gateway.json");
  const { url, sandbox, reload } = await startTestGateway(t, {}, { config });
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/v2/access${path}`, {
      method,
      headers: {
        apikey: sandbox.apiKey,
        "x-connection-id": sandbox.creator,
        "content-type": "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json = (await answer.json()) as {
      readonly code?: string;
      readonly reason?: string;
      readonly list: readonly { readonly withUser: { readonly id: string } }[];
    };
    return { status: answer.status, json };
  };
  const { id } = (await ask("GET", "/chats")).json.list[0]?.withUser ?? assert.fail();
  const both = async () =>
    [
      await ask("GET", `/chats/${id}/media?type=videos`),
      await ask("PATCH", "/self", { about: "Anew" }),
    ].map(({ status, json }) => [status, json.code, json.reason]);
  const good = [
    [200, undefined, undefined],
    [200, undefined, undefined],
  ];
  assert.deepEqual(await both(), good);

  await drop({
    "GET /chats/:userId/media": { pathBy: { videos: "/gone/:userId" } },
    "PATCH /self": { readBack: "/gone/:self" },
  });
  await reload();
  assert.deepEqual(await both(), [
    [404, "RESOURCE_NOT_FOUND", undefined],
    [404, "RESOURCE_NOT_FOUND", "done"],
  ]);

  // The profile is at `/users/me` too, and the media of a chat at the path for all of them.
  await drop({
    "GET /chats/:userId/media": { pathBy: { videos: "/chats/:userId/media" } },
    "PATCH /self": { readBack: "/users/me" },
  });
  await reload();
  assert.deepEqual(await both(), good);

  await drop({ "PATCH /self": { pathBy: { latest: "/users/me" } } });
  assert.match(JSON.stringify(await reload()), /no path of its own for/);
  assert.deepEqual(await both(), good);
});

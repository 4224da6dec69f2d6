import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, test } from "node:test";
import type { OpenApi, Operation } from "../../gateway/api/reference/document.ts";
import {
  CountersignError,
  createClient,
  verifyWebhook,
  WebhookVerificationError,
  type Client,
  type PagedPath,
  type UploadProgress,
} from "../../gateway/client/index.ts";
import { clientFiles } from "../../gateway/client/generate.ts";
import { signatureHeaders } from "../../gateway/webhooks/sign.ts";
import { untilFileEnds } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";

const cleanup = untilFileEnds();
const MIB = 1_048_576;
let gateway: TestGateway;
let document: OpenApi;
let client: Client;
const clientWith = (fetch: (request: Request) => Promise<Response>): Client =>
  createClient({
    baseUrl: `${gateway.url}/`,
    apiKey: gateway.sandbox.apiKey,
    connectionId: gateway.sandbox.creator,
    fetch,
  });
before(async () => {
  gateway = await startTestGateway(cleanup);
  document = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as OpenApi;
  client = clientWith(fetch);
});

test("the generated files are fresh; else run `npm run docs`", async () => {
  for (const [path, text] of Object.entries(await clientFiles(document)))
    assert.ok((await readFile(path, "utf8")) === text, path);
});

async function take<Row>(rows: AsyncIterable<Row>, count: number): Promise<Row[]> {
  const taken: Row[] = [];
  for await (const row of rows) if (taken.push(row) === count) break;
  return taken;
}

const CURSORS = ["offset", "marker", "last_id", "beforePublishTime"];

/** A row as text; its links to media are sealed anew each time. */
const same = (row: unknown): string => JSON.stringify(row).replaceAll(/\/v2\/media\/[\w-]+/g, "");

test("lists of every paging style are walked row by row, each row once, whatever the page's size", async () => {
  const [chat] = await take(client.rows("/v2/access/chats"), 1);
  const path = { userId: String(chat?.withUser.id) };
  const paged = Object.entries(document.paths).flatMap(([name, methods]) => {
    const get: Operation | undefined = methods["get"];
    const schema = get?.responses["200"]?.content?.["application/json"]?.schema;
    const id = schema?.$ref?.split("/").at(-1) ?? "";
    const properties = schema?.properties ?? document.components.schemas[id]?.properties;
    const isWhole = !name.includes("{") || name === "/v2/access/chats/{userId}/messages";
    // One list has a first page alone: it is narrowed by its dates instead.
    const goesOn = get?.parameters.some(({ name }) => CURSORS.includes(name)) === true;
    return goesOn && properties?.["hasMore"] !== undefined && isWhole
      ? [[name, properties] as const]
      : [];
  });
  const cursors = new Set<string>();
  let longest = 0;
  for (const [name, properties] of paged) {
    const rowsBy = (limit: number) =>
      take(client.rows(name as PagedPath, { params: { path, query: { limit } } }), 12);
    const byTwo = await rowsBy(2).catch((error: unknown) => {
      // Lists that ask for a parameter first are the other tests' business.
      assert.ok(
        error instanceof CountersignError && error.status === 400,
        `${name} ${String(error)}`,
      );
    });
    if (byTwo === undefined) continue;
    assert.deepEqual(byTwo.map(same), (await rowsBy(7)).map(same), name);
    longest = Math.max(longest, byTwo.length);
    for (const cursor of ["nextOffset", "nextMarker", "nextLastId", "tailMarker"])
      if (cursor in properties && byTwo.length > 2) cursors.add(cursor);
  }
  assert.equal(longest, 12);
  assert.deepEqual([...cursors].sort(), ["nextLastId", "nextMarker", "nextOffset", "tailMarker"]);
});

test("an error carries what the gateway says, or the status where something else answered", async () => {
  const isError = (code: string, status: number) => (error: unknown) =>
    error instanceof CountersignError && error.code === code && error.status === status;
  await assert.rejects(
    client.get("/v2/access/posts/{postId}", { params: { path: { postId: "none" } } }),
    isError("BAD_REQUEST", 400),
  );
  const behind = clientWith(() =>
    Promise.resolve(new Response("<h1>Bad gateway", { status: 502 })),
  );
  await assert.rejects(behind.get("/v2/access/self"), isError("HTTP_502", 502));
  const slow = clientWith(() =>
    Promise.resolve(
      Response.json(
        { code: "OVERLOADED", detail: "Later.", retryable: true, retryAfter: 2 },
        { status: 503 },
      ),
    ),
  );
  await assert.rejects(slow.get("/v2/access/self"), { isRetryable: true, retryAfterMs: 2_000 });
  assert.equal((await client.proxy("/no/such/path")).ok, false);
});

test("an upload sends parts in parallel, sends a lost one again, and goes on where it broke off", async () => {
  const file = new Blob([new Uint8Array(11 * MIB).fill(7)], { type: "video/mp4" });
  let under = 0;
  let most = 0;
  let lost = 0;
  const sent: string[] = [];
  const losing =
    (until: number) =>
    async (request: Request): Promise<Response> => {
      const part = /parts\/(\d+)$/.exec(request.url)?.[1];
      if (part === undefined) return fetch(request);
      most = Math.max(most, (under += 1));
      try {
        if (lost === 0) {
          lost += 1;
          throw new TypeError("fetch failed");
        }
        if (sent.length >= until) throw new TypeError("fetch failed");
        sent.push(part);
        return await fetch(request);
      } finally {
        under -= 1;
      }
    };
  let progress: UploadProgress | undefined;
  const options = {
    filename: "film.mp4",
    onProgress: (now: UploadProgress) => (progress = now),
  };
  await assert.rejects(clientWith(losing(2)).upload(file, options), TypeError);
  assert.ok(most > 1);
  const resume = JSON.parse(JSON.stringify(progress)) as UploadProgress;
  assert.deepEqual([resume.totalParts, resume.sent.length], [3, 2]);
  await assert.rejects(client.upload(new Blob(["other"]), { ...options, resume }), TypeError);
  const { mediaUploadId } = await clientWith(losing(9)).upload(file, { ...options, resume });
  assert.deepEqual(sent.toSorted(), ["1", "2", "3"]);
  const body = { text: "With a film.", mediaItems: [mediaUploadId] };
  assert.equal((await client.post("/v2/access/posts", { body })).mediaCount, 1);
});

test("WH05: a webhook is taken with the old and the new secret, and not when altered or more than five minutes old", () => {
  const secrets = ["whsec_b2xkLW9sZC1vbGQtb2xkLW9sZC0x", "whsec_bmV3LW5ldy1uZXctbmV3LW5ldy0x"];
  const body = JSON.stringify({ type: "rules.updated", data: { revision: "7" } });
  const signed = (nowMs: number) =>
    signatureHeaders("standard", secrets, { id: "evt_1", body }, nowMs);
  const headers = signed(Date.now());
  for (const secret of [...secrets, ["whsec_eA==", ...secrets]])
    for (const given of [headers, new Headers(headers)])
      assert.equal(verifyWebhook({ headers: given, body, secret }).type, "rules.updated");
  const [secret = ""] = secrets;
  for (const wrong of [
    { headers, body: `${body} `, secret },
    { headers: signed(Date.now() - 600_000), body, secret },
    { headers: {}, body, secret },
    { headers, body, secret: [] },
  ])
    assert.throws(() => verifyWebhook(wrong), WebhookVerificationError);
});

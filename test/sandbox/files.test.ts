import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { startTestSandbox, type Json } from "./client.ts";

type Client = Awaited<ReturnType<typeof startTestSandbox>>;

/** The address and size of the creator's oldest photo. */
async function photo({ call }: Client): Promise<{ url: string; size: number }> {
  const { json } = await call("creator", "GET", "vault/media?type=photo&sort=asc&limit=1");
  const full = json["list"]?.[0]?.["files"]?.["full"] as Json;
  return { url: String(full["url"]), size: Number(full["size"]) };
}

test("a file is served whole, by HEAD, in ranges and conditionally", async (t) => {
  const client = await startTestSandbox(t);
  const { url, size } = await photo(client);
  const whole = await client.send("GET", url);
  assert.deepEqual([whole.status, whole.bytes.length], [200, size]);
  const head = await client.send("HEAD", url);
  assert.deepEqual([head.headers["content-length"], head.bytes.length], [String(size), 0]);

  for (const [range, from, to] of [
    ["bytes=0-0", 0, 1],
    ["bytes=65520-131072", 65_520, 131_073],
    [`bytes=${size - 10}-`, size - 10, size],
    ["bytes=-7", size - 7, size],
  ] as const) {
    const part = await client.send("GET", url, { range });
    assert.equal(part.status, 206);
    assert.equal(part.headers["content-range"], `bytes ${from}-${to - 1}/${size}`);
    assert.ok(part.bytes.equals(whole.bytes.subarray(from, to)), range);
  }
  const beyond = await client.send("GET", url, { range: `bytes=${size}-` });
  assert.deepEqual([beyond.status, beyond.headers["content-range"]], [416, `bytes */${size}`]);

  const { etag = "", "last-modified": modified = "" } = whole.headers;
  for (const condition of [{ "if-none-match": etag }, { "if-modified-since": modified }])
    assert.equal((await client.send("GET", url, condition)).status, 304);
  const changed = await client.send("GET", url, { range: "bytes=0-9", "if-range": '"other"' });
  assert.equal(changed.status, 200);
});

test("an address needs no session, fails when touched, and expires", async (t) => {
  const client = await startTestSandbox(t);
  const { url } = await photo(client);
  assert.equal((await client.send("GET", url.replace("/full.", "/thumb."))).status, 403);
  assert.equal((await client.send("GET", url.replace(/Policy=./, "Policy=Z"))).status, 403);
  await client.script("POST clock", { offsetMs: 3 * 3_600_000 });
  assert.equal((await client.send("GET", url)).status, 403);
});

test("an upload travels from a signed address to a post, without any session header", async (t) => {
  const { call, sandbox, script, send } = await startTestSandbox(t);
  const key = "upload/3f2b8f5e-90a5-4a0e-9a55-1f0a6f3c7b11/42/photo%201.jpg";
  const created = await call("creator", "POST", "upload/signed/create", {
    key,
    parts: 1,
    contentType: "image/jpeg",
  });
  const putUrl = String(created.json["putUrl"]);
  const leaky = { cookie: sandbox.accounts.creator.cookie };
  assert.equal((await send("PUT", putUrl, leaky, "x")).status, 400);
  const content = Buffer.alloc(300_000, "sandbox");
  const stored = await send("PUT", putUrl, { "content-type": "image/jpeg" }, content);
  const etag = createHash("md5").update(content).digest("hex");
  assert.equal(stored.headers.etag, `"${etag}"`);

  const fields = { preset: "of_beta", "file[Key]": key, "file[ETag]": `"${etag}"` };
  const boundary = "sandbox-boundary";
  const lines = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const form = `${lines.join("")}--${boundary}--\r\n`;
  const type = `multipart/form-data; boundary=${boundary}`;
  const claim = await send("POST", "/file/upload", { "content-type": type }, form);
  const { processId, host, extra } = claim.json;

  const complete = { processId, host, extra, thumbId: 1, name: "photo 1.jpg" };
  const bare = await call("creator", "POST", "posts", { text: "a", mediaFiles: [{ processId }] });
  assert.equal(bare.json["mediaCount"], 0);
  const post = await call("creator", "POST", "posts", { text: "b", mediaFiles: [complete] });
  assert.equal(post.json["mediaCount"], 1);
  assert.equal(post.json["isMediaReady"], false);
  await script("POST clock", { offsetMs: 10_000 });
  const ready = await call("creator", "GET", `posts/${String(post.json["id"])}`);
  assert.equal(ready.json["isMediaReady"], true);
  assert.equal(ready.json["media"]?.[0]?.["files"]?.["full"]?.["size"], content.length);
});

test("an upload in parts is finished only with every part's ETag", async (t) => {
  const { call, send } = await startTestSandbox(t);
  const key = "upload/3f2b8f5e-90a5-4a0e-9a55-1f0a6f3c7b12/43/film.mp4";
  const { json } = await call("creator", "POST", "upload/signed/create", {
    key,
    parts: 2,
    contentType: "video/mp4",
  });
  const parts: object[] = [];
  const { keys } = json as unknown as { keys: readonly { putUrl: string }[] };
  for (const { putUrl } of keys) {
    const { headers } = await send("PUT", putUrl, {}, Buffer.alloc(100_000, parts.length));
    parts.push({ ETag: headers.etag, PartNumber: parts.length + 1 });
  }
  const { uploadId } = json;
  const finish = async (listed: readonly object[]) =>
    await call("creator", "POST", "upload/signed/finish", { key, uploadId, parts: listed });
  assert.equal((await finish(parts.slice(1))).status, 400);
  assert.match(String((await finish(parts)).json["ETag"]), /^"[0-9a-f]{32}-2"$/);
});

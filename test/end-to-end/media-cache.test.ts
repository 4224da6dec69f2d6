import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { until } from "./until.ts";

const gateway = await startTestGateway({ after }, { media: { cache: { maxBytes: 10_000_000 } } });
const folder = join(gateway.dataDir, "media");

const photoLink = async (): Promise<string> => {
  const answer = await fetch(`${gateway.url}/v2/access/posts?limit=20`, {
    headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": gateway.sandbox.creator },
  });
  const { list } = (await answer.json()) as {
    list: { media: { type: string; files?: { full: { url: string } } }[] }[];
  };
  const photo = list.flatMap(({ media }) => media).find(({ type }) => type === "photo");
  return photo?.files?.full.url ?? "";
};
const get = async (url: string, headers: Record<string, string> = {}, method = "GET") => {
  const answer = await fetch(url, { method, headers });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes };
};
const asked = async () => {
  const answer = await fetch(`${gateway.sandbox.url}/_sandbox/log?limit=500`);
  const { list } = (await answer.json()) as { list: readonly { target: string }[] };
  return list.filter(({ target }) => target.startsWith("/files/")).length;
};
const isKept = async () => {
  const names = await readdir(folder, { recursive: true });
  return names.some((name) => /\/[0-9a-f]{64}$/.test(name));
};

test("a file that was fetched whole is served from the disk, as the media host would", async () => {
  const url = await photoLink();
  const first = await get(url);
  assert.equal(first.headers.get("cache-status"), null);
  await until("the file being kept", isKept);
  const before = await asked();
  const again = await get(url);
  assert.equal(again.headers.get("cache-status"), "countersign; hit");
  assert.ok(again.bytes.equals(first.bytes));
  const told = ["content-type", "content-length", "etag", "last-modified", "accept-ranges"];
  for (const name of [...told, "cache-control", "content-security-policy"])
    assert.equal(again.headers.get(name), first.headers.get(name), name);

  const part = await get(url, { range: "bytes=100-299" });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get("content-range"), `bytes 100-299/${first.bytes.length}`);
  assert.ok(part.bytes.equals(first.bytes.subarray(100, 300)));
  const unchanged = await get(url, { "if-none-match": first.headers.get("etag") ?? "" });
  assert.deepEqual([unchanged.status, unchanged.bytes.length], [304, 0]);
  const beyond = await get(url, { range: `bytes=${first.bytes.length}-` });
  assert.deepEqual(
    [beyond.status, beyond.headers.get("content-range")],
    [416, `bytes */${first.bytes.length}`],
  );
  const head = await get(url, {}, "HEAD");
  assert.equal(head.headers.get("content-length"), String(first.bytes.length));
  assert.equal(await asked(), before);
  const metrics = await gateway.metrics();
  assert.match(metrics, /countersign_media_cache_total\{result="hit"\} 5/);
  assert.match(metrics, /countersign_media_cache_total\{result="miss"\} 1/);
  assert.match(metrics, /countersign_media_cache_bytes [1-9]/);
});

test("J01: a deleted connection's kept files are removed, and its links are none", async () => {
  const url = await photoLink();
  assert.equal((await get(url)).status, 200);
  await until("the file being kept", isKept);
  const answer = await fetch(`${gateway.adminUrl}/admin/connections/${gateway.sandbox.creator}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${gateway.adminToken}` },
  });
  assert.ok(answer.ok);
  assert.equal((await get(url)).status, 404);
  await until("the removal", async () => (await readdir(folder)).length === 0);
});

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, after, describe, test } from "node:test";
import { startSignedGateway, type TestGateway } from "../support/gateway.ts";
import { makeScratch } from "../support/scratch.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";

const BYTES = Buffer.from("a picture");
const FILE = { filename: "a.png", size: BYTES.length, contentType: "image/png" };

/** Opened by a test to let answers that wait go out. */
let gate: Promise<void> | undefined;
let isBroken = false;

/** The upstream's part in uploads, as far as files of one part need it. */
const origin = await startTappedOrigin({ after }, ({ method, target }, response) => {
  const say = (status: number, body: object) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  const [path] = target.split("?");
  if (path === "/api2/v2/init")
    say(200, { upload: { s3: { uploadPath: "upload" }, geoUploadHosts: [`${origin.url}/take`] } });
  else if (path === "/api2/v2/upload/signed/create" && isBroken) response.destroy();
  else if (path === "/api2/v2/upload/signed/create")
    void (gate ?? Promise.resolve()).then(() => say(200, { putUrl: `${origin.url}/put` }));
  else if (path === "/put")
    response.writeHead(200, { etag: `"${createHash("md5").update(BYTES).digest("hex")}"` }).end();
  else if (path === "/take")
    say(200, { processId: "p1", host: "h", thumbs: [{ id: 1 }], sourceUrl: "x" });
  else say(404, { error: { code: 0, message: `No ${method} ${target}` } });
});
const asked = (path: string) => origin.requests.filter(({ target }) => target.startsWith(path));

const dataDir = makeScratch({ after }, "keys");
const config = { uploads: { fetchPrivate: true } };
const start = () =>
  startSignedGateway({ after }, origin.url, config, { env: { DATA_DIR: dataDir } });
let gateway: TestGateway = await start();

async function send(method: string, path: string, key: string, body: object | Buffer) {
  const answer = await fetch(`${gateway.url}/v2/access/uploads${path}`, {
    method,
    headers: {
      apikey: gateway.sandbox.apiKey,
      "x-connection-id": gateway.sandbox.creator,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
  });
  const json = (await answer.json()) as { readonly code?: string; readonly mediaUploadId?: string };
  const parts = answer.headers.get("x-ofauth-upload-total-parts");
  const replayed = answer.headers.get("idempotent-replayed") === "true";
  return { status: answer.status, json, parts, replayed };
}

const init = (key: string, body: object = FILE) => send("POST", "/init", key, body);

describe("uploads under an Idempotency-Key", () => {
  beforeEach(() => {
    origin.clear();
    gate = undefined;
    isBroken = false;
  });

  test("E15: an upload is opened once, and the plan given again with its header fields", async () => {
    const first = await init("open");
    const again = await init("open");
    assert.deepEqual([first.status, first.parts, first.replayed], [200, "1", false]);
    assert.deepEqual(again, { ...first, replayed: true });
    assert.equal(asked("/api2/v2/upload/signed/create").length, 1);
    assert.notEqual((await init("other")).json.mediaUploadId, first.json.mediaUploadId);
  });

  test("E16: another file or act under the key is refused, and nothing is opened", async () => {
    await init("e16");
    const other = await init("e16", { ...FILE, size: 10 });
    const act = await send("POST", "/check", "e16", { etag: "0".repeat(32), size: 1 });
    assert.deepEqual([other.status, other.json.code], [422, "IDEMPOTENCY_MISMATCH"]);
    assert.deepEqual([act.status, act.json.code], [422, "IDEMPOTENCY_MISMATCH"]);
    assert.equal(asked("/api2/v2/upload/signed/create").length, 1);
  });

  test("E17: while the first is under way the others are told to wait", async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    gate = promise.then(() => undefined);
    const first = init("e17");
    while (asked("/api2/v2/upload/signed/create").length === 0) await origin.change();
    const others = await Promise.all(Array.from({ length: 10 }, () => init("e17")));
    assert.deepEqual(
      [...new Set(others.map(({ status, json }) => `${status} ${json.code ?? ""}`))],
      ["409 IDEMPOTENCY_IN_PROGRESS"],
    );
    resolve(undefined);
    const { json } = await first;
    assert.deepEqual((await init("e17")).json, json);
    assert.equal(asked("/api2/v2/upload/signed/create").length, 1);
  });

  test("what did not come about frees the key, and a key that is no word is refused", async () => {
    isBroken = true;
    assert.equal((await init("freed")).status, 502);
    isBroken = false;
    assert.deepEqual([(await init("freed")).status, (await init("freed")).replayed], [200, true]);
    assert.equal((await init("a b")).status, 400);
  });

  test("a question is asked once too", async () => {
    const ask = () => send("POST", "/check", "asked", { etag: "0".repeat(32), size: 9 });
    assert.deepEqual([(await ask()).replayed, (await ask()).replayed], [false, true]);
    assert.equal(asked("/api2/v2/vault/media/hash").length, 1);
  });

  test("E15: what was opened and completed is answered the same after a restart", async () => {
    const opened = await init("restart");
    const { mediaUploadId = "" } = opened.json;
    const complete = () => send("POST", "/complete", "complete", { mediaUploadId });
    const early = await complete();
    assert.deepEqual([early.status, early.json.code], [400, "BAD_REQUEST"]);
    // Bytes go by their number, whatever key is sent with them.
    for (const path of [`/${mediaUploadId}/parts/1`, `/${mediaUploadId}/parts/1`])
      assert.equal((await send("PUT", path, "restart", BYTES)).status, 200);
    assert.equal(asked("/put").length, 2);
    assert.deepEqual(await complete(), {
      status: 200,
      json: { mediaUploadId },
      parts: null,
      replayed: false,
    });
    const late = await send("PUT", `/${mediaUploadId}/parts/1`, "restart", BYTES);
    assert.deepEqual([late.status, late.json.code], [409, "CONFLICT"]);
    await gateway.close();
    gateway = await start();
    assert.deepEqual(await init("restart"), { ...opened, replayed: true });
    assert.deepEqual((await complete()).replayed, true);
    assert.equal(asked("/take").length, 1);
  });
});

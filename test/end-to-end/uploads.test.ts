import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { startSandbox } from "../../gateway/sandbox/sandbox.ts";
import { silentLog } from "../support/silent-log.ts";
import { makeScratch } from "../support/scratch.ts";

const MIB = 1_048_576;
/** Smaller than a real store takes, so that files of several parts are small. */
const PART = 65_536;

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

interface Plan {
  readonly mediaUploadId: string;
  readonly totalParts: number;
  readonly partSize: number;
  readonly uploadUrl?: string;
  readonly parts: readonly { readonly uploadUrl: string; readonly size: number }[];
}

let offsetMs = 0;
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
const dataDir = makeScratch({ after }, "uploads");
// An upstream of its own, which goes on while the gateway restarts.
const sandbox = await startSandbox({ clock, log: silentLog });
after(() => sandbox.close());
const rulesDir = makeScratch({ after }, "rules");
await cp(new URL("../../rules/schemes", import.meta.url), join(rulesDir, "schemes"), {
  recursive: true,
});
await mkdir(join(rulesDir, "sandbox"));
await writeFile(join(rulesDir, "sandbox", "own.json"), JSON.stringify(sandbox.rules()));
const start = () =>
  startTestGateway(
    { after },
    {
      environments: { sandbox: { origin: sandbox.url } },
      uploads: { fetchPrivate: true, partBytes: PART },
    },
    { clock, env: { DATA_DIR: dataDir, RULES_DIR: rulesDir } },
  );
let gateway: TestGateway = await start();

async function call(
  method: string,
  path: string,
  body: Buffer | object = {},
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { apiKey, creator } = gateway.sandbox;
  const url = path.startsWith("http") ? path : `${gateway.url}/v2/access${path}`;
  const answer = await fetch(url, {
    method,
    headers: {
      apikey: apiKey,
      "x-connection-id": creator,
      "content-type": Buffer.isBuffer(body) ? "image/png" : "application/json",
      ...fields,
    },
    ...(method !== "GET" && {
      body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
    }),
  });
  const json = (await answer.json()) as Answer["json"];
  return { status: answer.status, json, headers: answer.headers };
}

async function begin(size: number, fields: object = {}): Promise<Plan & { headers: Headers }> {
  const body = { filename: "Été 1.PNG", size, contentType: "image/png", ...fields };
  const { status, json, headers } = await call("POST", "/uploads/init", body);
  assert.equal(status, 200, JSON.stringify(json));
  return { ...(json as unknown as Plan), headers };
}

const logged = async () => {
  const answer = await fetch(`${sandbox.url}/_sandbox/log?limit=500`);
  return (
    (await answer.json()) as {
      list: { method: string; target: string; headers: [string, string][]; verdict: string }[];
    }
  ).list;
};

const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest("hex");

describe("uploads", () => {
  test("a file of one part is sent whole, and completes the upload", async () => {
    const bytes = randomBytes(60_000);
    const plan = await begin(bytes.length);
    assert.match(plan.mediaUploadId, /^upload:[0-9a-f-]{36}$/);
    assert.deepEqual(
      ["total-parts", "part-size"].map((name) => plan.headers.get(`x-ofauth-upload-${name}`)),
      ["1", String(PART)],
    );
    assert.equal(plan.uploadUrl, plan.parts[0]?.uploadUrl);
    const sent = await call("PUT", plan.uploadUrl ?? "", bytes);
    assert.deepEqual([sent.status, sent.json], [200, { mediaUploadId: plan.mediaUploadId }]);
    const again = await call("POST", "/uploads/complete", { mediaUploadId: plan.mediaUploadId });
    assert.equal(again.status, 200);
  });

  test("older clients' names are taken, and an ID with its colon escaped", async () => {
    const bytes = randomBytes(100);
    const body = { filename: "a.png", filesize: bytes.length, mimeType: "image/png" };
    const { status, json } = await call("POST", "/uploads/init", body);
    assert.equal(status, 200);
    const id = encodeURIComponent(String(json["mediaUploadId"]));
    assert.equal((await call("PUT", `/uploads/${id}`, bytes)).status, 200);
  });

  test("parts go in any order and in parallel, then are joined", async () => {
    const bytes = randomBytes(2 * PART + 17);
    const plan = await begin(bytes.length, { contentType: "video/mp4", filename: "film.mp4" });
    assert.equal(plan.totalParts, 3);
    const slice = (number: number) =>
      bytes.subarray((number - 1) * plan.partSize, number * plan.partSize);
    const put = async (number: number) => {
      const { uploadUrl } = plan.parts[number - 1] ?? { uploadUrl: "" };
      return call("PUT", new URL(uploadUrl).pathname.slice("/v2/access".length), slice(number));
    };
    const answers = await Promise.all([put(3), put(1)]);
    assert.deepEqual(
      answers.map(({ status, json }) => [status, json["partNumber"], json["etag"]]),
      [
        [200, 3, md5(slice(3))],
        [200, 1, md5(slice(1))],
      ],
    );
    const early = await call("POST", "/uploads/complete", { mediaUploadId: plan.mediaUploadId });
    assert.deepEqual(
      [early.status, /missing: 2\./.test(String(early.json["detail"]))],
      [400, true],
    );
    assert.equal((await put(2)).status, 200);
    assert.equal((await put(2)).status, 200, "a part may be sent again");
    const done = await call("POST", "/uploads/complete", { mediaUploadId: plan.mediaUploadId });
    assert.deepEqual([done.status, done.json], [200, { mediaUploadId: plan.mediaUploadId }]);
    const late = await put(2);
    assert.deepEqual([late.status, late.json["code"]], [409, "CONFLICT"]);
  });

  test("N02: the file store sees nothing of the session, and nothing of the caller", async () => {
    const bytes = randomBytes(50);
    const plan = await begin(bytes.length);
    await call("PUT", plan.uploadUrl ?? "", bytes, {
      cookie: "canary=1",
      "x-forwarded-host": "evil.test",
      "x-bc": "canary",
      origin: "http://evil.test",
    });
    const entries = (await logged()).filter(
      ({ target }) => target.startsWith("/bucket/") || target.startsWith("/file/upload"),
    );
    assert.deepEqual([...new Set(entries.slice(-2).map(({ method }) => method))], ["PUT", "POST"]);
    const allowed = ["host", "content-type", "content-length", "connection"];
    for (const { headers } of entries) {
      const names = headers.map(([name]) => name.toLowerCase());
      assert.deepEqual(
        names.filter((name) => !allowed.includes(name)),
        [],
      );
    }
  });

  test("a part of another length, an altered one and a whole of several parts are refused", async () => {
    const bytes = randomBytes(1_000);
    const plan = await begin(bytes.length);
    const path = `/uploads/${plan.mediaUploadId}`;
    const short = await call("PUT", path, bytes.subarray(1));
    assert.deepEqual([short.status, short.json["code"]], [400, "BAD_REQUEST"]);
    const wrong = { "content-md5": createHash("md5").update("other").digest("base64") };
    const altered = await call("PUT", path, bytes, wrong);
    assert.match(String(altered.json["detail"]), /Content-MD5/);
    const right = { "content-md5": createHash("md5").update(bytes).digest("base64") };
    assert.equal((await call("PUT", path, bytes, right)).status, 200);
    const large = await begin(PART + 9);
    const whole = await call("PUT", `/uploads/${large.mediaUploadId}`, Buffer.alloc(PART + 9));
    assert.match(String(whole.json["detail"]), /2 parts/);
    assert.equal((await call("PUT", `/uploads/${large.mediaUploadId}/parts/3`, bytes)).status, 404);
  });

  test("a message or post names new files once, among those of the vault, in order", async () => {
    const bytes = randomBytes(70);
    const plan = await begin(bytes.length, { filename: "one.png" });
    const early = await call("POST", "/posts", { mediaItems: [plan.mediaUploadId] });
    assert.match(String(early.json["detail"]), /mediaItems\[0\].*not complete/);
    await call("PUT", plan.uploadUrl ?? "", bytes);
    const { json } = await call("GET", "/posts?limit=10");
    const [vault] = (json["list"] as { media: { id: number }[] }[]).flatMap(({ media }) => media);
    const refused = await call("POST", "/posts", { mediaItems: [plan.mediaUploadId, 999_999_999] });
    assert.equal(refused.status, 400, "the upstream knows no such medium");
    const items = [String(vault?.id), plan.mediaUploadId];
    const posted = await call("POST", "/posts", { text: "new", mediaItems: items });
    assert.equal(posted.status, 200, JSON.stringify(posted.json));
    const media = posted.json["media"] as { id: number; isReady: boolean }[];
    assert.deepEqual(
      media.map(({ isReady }) => isReady),
      [true, false],
    );
    assert.equal(media[0]?.id, vault?.id);
    const again = await call("POST", "/posts", { mediaItems: [plan.mediaUploadId] });
    assert.match(String(again.json["detail"]), /used already/);
    const foreign = await call(
      "POST",
      "/posts",
      { mediaItems: [plan.mediaUploadId] },
      { "x-connection-id": gateway.sandbox.fan },
    );
    assert.match(String(foreign.json["detail"]), /unknown/);
  });

  test("a message names files by their addresses, and anything else is refused by its place", async () => {
    const film = randomBytes(PART + 9);
    const files = createServer((request, response) => {
      const isFilm = request.url === "/film.mp4";
      response.setHeader("content-type", isFilm ? "video/mp4" : "image/png");
      if (isFilm) response.setHeader("content-length", film.length);
      if (request.url === "/film.mp4" || request.url === "/unsized.png") response.end(film);
      else response.writeHead(404).end();
    });
    files.listen(0, "127.0.0.1");
    await once(files, "listening");
    after(() => files.close());
    const base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
    const { json: self } = await call("GET", "/chats?limit=1");
    const [chat] = self["list"] as { withUser: { id: number } }[];
    const path = `/chats/${chat?.withUser.id}/messages`;
    const mediaItems = [`${base}/film.mp4`, `${base}/unsized.png`];
    const sent = await call("POST", path, { text: "two files", mediaItems });
    assert.equal(sent.status, 200, JSON.stringify(sent.json));
    assert.equal((sent.json["media"] as unknown[]).length, 2);
    const puts = (await logged()).filter(({ method }) => method === "PUT").slice(-4);
    const lengths = puts.map(({ headers }) =>
      Number(headers.find(([name]) => name.toLowerCase() === "content-length")?.[1]),
    );
    assert.deepEqual(
      lengths.toSorted((a, b) => b - a),
      [PART, PART, 9, 9],
    );
    for (const item of [`${base}/none.png`, "file:///etc/passwd", "upload:x", "../1", ""]) {
      const { status, json } = await call("POST", path, { mediaItems: ["1", item].slice(1) });
      assert.equal(status, 400, item);
      assert.match(String(json["detail"]), /mediaItems\[0\]/);
    }
    const own = await call("POST", path, { mediaItems: [`${gateway.url}/x.png`] });
    assert.equal(own.status, 400);
  });

  test("J01: an upload of another connection is one that does not exist", async () => {
    const plan = await begin(100);
    const others = { "x-connection-id": gateway.sandbox.fan };
    const path = `/uploads/${plan.mediaUploadId}`;
    const foreign = await call("PUT", path, Buffer.alloc(100), others);
    const unknown = await call("PUT", `/uploads/upload:${crypto.randomUUID()}`, Buffer.alloc(100));
    assert.deepEqual(
      [foreign.status, foreign.json["detail"]],
      [unknown.status, unknown.json["detail"]],
    );
    assert.equal(foreign.status, 404);
    const id = { mediaUploadId: plan.mediaUploadId };
    assert.equal((await call("POST", "/uploads/complete", id, others)).status, 404);
  });

  test("malformed requests are refused by field, method and path", async () => {
    const codes: unknown[] = [];
    const bad: [string, string, object][] = [
      ["POST", "/uploads/init", { filename: "a", size: 0, contentType: "image/png" }],
      ["POST", "/uploads/init", { filename: "a", size: 1, contentType: "x\r\ny: z" }],
      ["POST", "/uploads/init", { filename: "a", size: 1, contentType: "a/b", url: "http://x" }],
      ["POST", "/uploads/init", { filename: "a", size: 6_000 * MIB, contentType: "a/b" }],
      ["PUT", "/uploads/init", {}],
      ["POST", "/uploads/nothing", {}],
      ["POST", "/uploads", {}],
      ["PUT", "/uploads/../../x", {}],
    ];
    for (const [method, path, body] of bad)
      codes.push((await call(method, path, body)).json["code"]);
    assert.deepEqual(codes.slice(0, 6), [
      "BAD_REQUEST",
      "BAD_REQUEST",
      "BAD_REQUEST",
      "BODY_TOO_LARGE",
      "METHOD_NOT_ALLOWED",
      "METHOD_NOT_ALLOWED",
    ]);
    assert.equal(codes[6], "ROUTE_NOT_FOUND");
  });

  test("check says that a new file is new", async () => {
    const { status, json } = await call("POST", "/uploads/check", {
      etag: md5(randomBytes(9)),
      size: 9,
    });
    assert.deepEqual([status, json], [200, { exists: false }]);
  });

  test("check says which of the vault's media a known file is, to its owner alone", async () => {
    const bytes = randomBytes(123);
    const plan = await begin(bytes.length);
    await call("PUT", plan.uploadUrl ?? "", bytes);
    const file = { etag: `"${md5(bytes)}"`, size: bytes.length };
    assert.deepEqual((await call("POST", "/uploads/check", file)).json, { exists: false });
    const post = await call("POST", "/posts", { mediaItems: [plan.mediaUploadId] });
    const [attached] = post.json["media"] as readonly { readonly id: number }[];
    const { exists, media } = (await call("POST", "/uploads/check", file)).json as {
      readonly exists: boolean;
      readonly media: { readonly id: number; readonly type: string; readonly createdAt: string };
    };
    assert.equal(exists, true);
    assert.deepEqual([media.id, media.type], [attached?.id, "photo"]);
    assert.match(media.createdAt, /^\d{4}-\d\d-\d\dT/);
    const other = { "x-connection-id": gateway.sandbox.fan };
    assert.deepEqual((await call("POST", "/uploads/check", file, other)).json, { exists: false });
    const longer = { ...file, size: file.size + 1 };
    assert.deepEqual((await call("POST", "/uploads/check", longer)).json, { exists: false });
  });

  test("an upload that has expired is gone", async () => {
    const plan = await begin(100);
    offsetMs = 3_600_001;
    const late = await call("PUT", `/uploads/${plan.mediaUploadId}`, Buffer.alloc(100));
    offsetMs = 0;
    assert.equal(late.status, 404);
  });

  test("N01: addresses and names are kept sealed", async () => {
    await begin(100, { filename: "name-that-nobody-else-reads.png" });
    const files = ["countersign.db", "countersign.db-wal"].map((name) => join(dataDir, name));
    const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
    assert.ok(bytes.includes("upload_parts"));
    for (const secret of ["X-Amz-Signature", "name-that-nobody"])
      assert.equal(bytes.includes(secret), false, secret);
  });

  test("parts sent before a restart stay sent, and the rest goes where it was to go", async () => {
    const plan = await begin(PART + 9, { filename: "film.mp4", contentType: "video/mp4" });
    const path = `/uploads/${plan.mediaUploadId}`;
    assert.equal((await call("PUT", `${path}/parts/1`, randomBytes(PART))).status, 200);
    await gateway.close();
    gateway = await start();
    assert.equal((await call("PUT", `${path}/parts/2`, randomBytes(9))).status, 200);
    const id = { mediaUploadId: plan.mediaUploadId };
    assert.deepEqual((await call("POST", "/uploads/complete", id)).json, id);
  });
});

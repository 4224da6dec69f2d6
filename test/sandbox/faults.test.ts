import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import test from "node:test";
import { startTestSandbox } from "./client.ts";

type Client = Awaited<ReturnType<typeof startTestSandbox>>;

/** Sends one signed call over a bare socket and takes down what comes back, and how it ends. */
async function exchange({ headersFor, sandbox }: Client, body?: string) {
  const target = body === undefined ? "/api2/v2/users/me" : "/api2/v2/posts";
  const fields = { host: "sandbox", ...headersFor("creator", target) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  const method = body === undefined ? "GET" : "POST";
  if (body !== undefined) lines.push("content-length: 1000000");
  const socket = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
  const ended = endOf(socket);
  const pieces: string[] = [];
  socket.on("data", (chunk) => pieces.push(chunk.toString("latin1")));
  socket.write(`${method} ${target} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
  const ending = await ended;
  const raw = pieces.join("");
  const [head = "", content = ""] = raw.split("\r\n\r\n", 2);
  return { raw, head, content, pieces, ending };
}

async function endOf(socket: Socket): Promise<string> {
  const failure = new Promise<string>((resolve) =>
    socket.once("error", (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? "error");
    }),
  );
  const end = once(socket, "end").then(
    () => "closed",
    () => failure,
  );
  const ending = await Promise.race([failure, end]);
  socket.destroy();
  return ending;
}

function lengthOf(head: string): number {
  return Number(/content-length: (\d+)/i.exec(head)?.[1]);
}

test("reset resets and close-before-head closes, before a byte is sent", async (t) => {
  const client = await startTestSandbox(t);
  for (const [kind, expected] of [
    ["reset", "ECONNRESET"],
    ["close-before-head", "closed"],
  ] as const) {
    await client.script("POST fault", { kind });
    const { raw, ending } = await exchange(client);
    assert.deepEqual([raw, ending], ["", expected], kind);
  }
});

test("half-body ends in the middle of the promised body", async (t) => {
  const client = await startTestSandbox(t);
  await client.script("POST fault", { kind: "half-body" });
  const { head, content, ending } = await exchange(client);
  assert.match(head, /^HTTP\/1\.1 200 /);
  assert.equal(content.length, Math.floor(lengthOf(head) / 2));
  assert.equal(ending, "closed");
});

test("truncated-chunk ends in the middle of a chunk", async (t) => {
  const client = await startTestSandbox(t);
  await client.script("POST fault", { kind: "truncated-chunk" });
  const { head, content } = await exchange(client);
  assert.match(head, /transfer-encoding: chunked/);
  const [size = "", rest = ""] = content.split("\r\n", 2);
  assert.equal(rest.length, Math.floor(Number.parseInt(size, 16) / 2));
});

for (const kind of ["dripped-head", "dripped-body"])
  test(`${kind} sends the whole answer in small pieces`, async (t) => {
    const client = await startTestSandbox(t);
    await client.script("POST fault", { kind, everyMs: 5 });
    const { head, content, pieces } = await exchange(client);
    assert.equal(content.length, lengthOf(head));
    assert.equal((JSON.parse(content) as { isAuth: boolean }).isAuth, true);
    assert.ok(pieces.length > 5, `came in ${pieces.length} pieces`);
  });

test("early-413 answers before the body has arrived, and closes", async (t) => {
  const client = await startTestSandbox(t);
  await client.script("POST fault", { kind: "early-413" });
  const { head } = await exchange(client, "{");
  assert.match(head, /^HTTP\/1\.1 413 /);
  assert.match(head, /connection: close/i);
});

test("never-answers keeps the connection open and silent", async (t) => {
  const client = await startTestSandbox(t);
  await client.script("POST fault", { kind: "never-answers", path: "/api2/v2/users/me" });
  const silent = exchange(client);
  const answered = await client.call("creator", "GET", "init");
  assert.equal(answered.status, 200);
  const counters = await client.script("GET counters");
  assert.equal(counters["verdicts"]?.["fault:never-answers"], 1);
  await client.sandbox.close();
  assert.equal((await silent).raw, "");
});

test("blocks, limits, maintenance and a bad gateway look like the edge's", async (t) => {
  const { call, script } = await startTestSandbox(t);
  for (const [kind, status, type, words] of [
    ["html-block", 403, "text/html", "Sorry, you have been blocked"],
    ["rate-limited", 429, "application/json", "Too many requests"],
    ["maintenance", 503, "application/json", "maintenance"],
    ["bad-gateway", 502, "text/html", "Bad gateway"],
  ] as const) {
    await script("POST fault", { kind });
    const answer = await call("creator", "GET", "users/me");
    assert.equal(answer.status, status);
    assert.ok(answer.headers["content-type"]?.startsWith(type), kind);
    assert.ok(answer.bytes.includes(words), kind);
    assert.equal((await call("creator", "GET", "users/me")).status, 200);
  }
});

test("a fault strikes as often as asked, and only its path", async (t) => {
  const { call, script } = await startTestSandbox(t);
  await script("POST fault", { kind: "maintenance", path: "/api2/v2/chats", times: 2 });
  assert.equal((await call("creator", "GET", "users/me")).status, 200);
  for (const status of [503, 503, 200])
    assert.equal((await call("creator", "GET", "chats")).status, status);
});

import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startPlainGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { field } from "../support/raw-responses.ts";
import { startScriptedOrigin } from "../support/scripted-origin.ts";
import { echo, startTappedOrigin, type Answer } from "../support/tapped-origin.ts";
import { ask, get, hear, request } from "./ask.ts";

const MIB = 1_048_576;

let answer: Answer = echo;
const origin = await startTappedOrigin({ after }, (...exchange) => answer(...exchange));
const gateway = await startPlainGateway({ after }, origin.url, {
  limits: { requestBodyBytes: 1024 * MIB },
});

/** What the origin answers with from now on; it forgets what it has seen. */
function answerWith(next: Answer): void {
  answer = next;
  origin.clear();
}

test("a range request and its partial answer pass as they are", async () => {
  answerWith(({ headers }, response) => {
    assert.equal(headers.range, "bytes=2-4");
    response.writeHead(206, { "content-range": "bytes 2-4/10", "content-length": 3 });
    response.end("234");
  });
  const { answers } = await ask(gateway.port, get("/file", "Range: bytes=2-4"));
  assert.equal(answers[0]?.status, 206);
  assert.equal(field(answers[0], "content-range"), "bytes 2-4/10");
  assert.equal(answers[0].body.toString(), "234");
});

test("a conditional request is answered 304 with its validator and no body", async () => {
  answerWith(({ headers }, response) => {
    assert.equal(headers["if-none-match"], '"v1"');
    response.writeHead(304, { etag: '"v1"' });
    response.end();
  });
  const { answers, client } = await ask(gateway.port, get("/file", 'If-None-Match: "v1"'));
  assert.equal(answers[0]?.status, 304);
  assert.equal(field(answers[0], "etag"), '"v1"');
  await client.write(get("/again", 'If-None-Match: "v1"'));
  assert.equal((await hear(client, { count: 2 })).answers.length, 2);
});

test("HEAD keeps the length of what it did not send", async () => {
  answerWith((_request, response) => {
    response.writeHead(200, { "content-length": 1234 });
    response.end();
  });
  const { answers, client } = await ask(gateway.port, request("HEAD", "/"));
  assert.equal(field(answers[0], "content-length"), "1234");
  await client.quiet(50);
  assert.equal(client.reason(), "open");
});

test("204 has neither body nor length", async () => {
  answerWith((_request, response) => response.writeHead(204).end());
  const { answers } = await ask(gateway.port, request("DELETE", "/"));
  assert.equal(answers[0]?.status, 204);
  assert.equal(field(answers[0], "content-length"), undefined);
  assert.equal(field(answers[0], "transfer-encoding"), undefined);
});

test("103 Early Hints reaches the client before the answer", async () => {
  answerWith((_request, response) => {
    response.writeEarlyHints({ link: "</style.css>; rel=preload" }, () => response.end("ok"));
  });
  const { interim, answers } = await ask(gateway.port, get("/"));
  assert.equal(interim[0]?.status, 103);
  assert.equal(field(interim[0], "link"), "</style.css>; rel=preload");
  assert.equal(answers[0]?.body.toString(), "ok");
});

test("trailers reach a client that asked for them, and no other", async () => {
  answerWith((_request, response) => {
    response.writeHead(200, { trailer: "x-digest" });
    response.write("ok");
    response.addTrailers({ "x-digest": "abc" });
    response.end();
  });
  const asked = await ask(gateway.port, get("/", "TE: trailers"));
  assert.deepEqual(asked.answers[0]?.trailers, [["x-digest", "abc"]]);
  const plain = await ask(gateway.port, get("/"));
  assert.deepEqual(plain.answers[0]?.trailers, []);
});

test("Expect is answered here, not by the upstream, and the body follows", async () => {
  answerWith(echo);
  const client = await connectRaw(gateway.port);
  await client.write(request("PUT", "/", ["Content-Length: 5", "Expect: 100-continue"]));
  await client.until((received) => received.includes("100 Continue"));
  await client.write("hello");
  assert.equal((await hear(client)).answers[0]?.status, 200);
  assert.equal(origin.requests[0]?.body.toString(), "hello");
  assert.equal(origin.requests[0].headers.expect, undefined);
});

for (const framing of ["a length", "chunks"] as const) {
  test(`a long upload arrives whole, framed by ${framing}`, async () => {
    answerWith(echo);
    const body = randomBytes(8 * MIB);
    const client = await connectRaw(gateway.port);
    if (framing === "a length") {
      await client.write(request("POST", "/", [`Content-Length: ${body.length}`]));
      await client.write(body);
    } else {
      await client.write(request("POST", "/", ["Transfer-Encoding: chunked"]));
      for (let start = 0; start < body.length; start += 100_000) {
        const piece = body.subarray(start, start + 100_000);
        await client.write(`${piece.length.toString(16)}\r\n`);
        await client.write(piece);
        await client.write("\r\n");
      }
      await client.write("0\r\n\r\n");
    }
    assert.equal((await hear(client)).answers[0]?.status, 200);
    assert.equal(sha256(origin.requests[0]?.body), sha256(body));
  });
}

test("a long answer arrives whole", async () => {
  const body = randomBytes(16 * MIB);
  answerWith((_request, response) => response.end(body));
  const { answers } = await ask(gateway.port, get("/"), { timeoutMs: 20_000 });
  assert.equal(sha256(answers[0]?.body), sha256(body));
});

test("the first bytes of an answer arrive before its last are made", async () => {
  let finish = () => {};
  answerWith((_request, response) => {
    response.write("first");
    finish = () => response.end("last");
  });
  const client = await connectRaw(gateway.port);
  await client.write(get("/"));
  await client.until((received) => received.includes("first"));
  finish();
  assert.equal((await hear(client)).answers[0]?.body.toString(), "firstlast");
});

test("B60: a client that reads nothing pauses the upstream", async (t) => {
  const origin = await startScriptedOrigin(t, async (peer) => {
    await peer.head();
    await peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${512 * MIB}\r\n\r\n`);
    for (let sent = 0; sent < 512; sent++) await peer.send(Buffer.alloc(MIB));
  });
  const { port } = await startPlainGateway(t, origin.url);
  const client = await connectRaw(port);
  client.socket.pause();
  await client.write(get("/"));
  const stalledAt = await untilSteady(() => origin.peers[0]?.socket.bytesWritten ?? 0);
  assert.ok(stalledAt < 64 * MIB, `${stalledAt} bytes were taken`);
  client.destroy();
  await origin.idle();
});

test("an upstream that reads nothing pauses the client", async (t) => {
  const origin = await startScriptedOrigin(t, (peer) => void peer.socket.pause());
  const { port } = await startPlainGateway(t, origin.url, {
    limits: { requestBodyBytes: 1024 * MIB },
  });
  const client = await connectRaw(port);
  await client.write(request("POST", "/", [`Content-Length: ${512 * MIB}`]));
  const piece = Buffer.alloc(MIB);
  void (async () => {
    for (let sent = 0; sent < 512 && client.reason() === "open"; sent++) await client.write(piece);
  })();
  const stalledAt = await untilSteady(
    () => client.socket.bytesWritten - client.socket.writableLength,
  );
  assert.ok(stalledAt < 64 * MIB, `${stalledAt} bytes were taken`);
  client.destroy();
});

/** The value once it has stopped growing: back-pressure is the absence of progress. */
async function untilSteady(read: () => number): Promise<number> {
  for (let last = -1, same = 0; ;) {
    await pause(50);
    const now = read();
    same = now === last && now > 0 ? same + 1 : 0;
    if (same === 6) return now;
    last = now;
  }
}

function sha256(bytes: Buffer | undefined): string {
  return createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");
}

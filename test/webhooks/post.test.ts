import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { test, type TestContext } from "node:test";
import { resolveBySystem } from "../../gateway/webhooks/guard-lookup.ts";
import { createPost } from "../../gateway/webhooks/post.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const TIMEOUT_MS = 15_000;

/** A receiver that does what it likes with a delivery, and what is sent to it. */
async function start(t: TestContext, receive: RequestListener) {
  const clock = createFakeClock();
  const server = createServer(receive).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const ending = new AbortController();
  const post = createPost({
    clock,
    timeoutMs: TIMEOUT_MS,
    resolve: resolveBySystem,
    signal: ending.signal,
    assertForeign: () => undefined,
  });
  return {
    clock,
    giveUp: () => ending.abort(),
    send: () => post(url, "public-or-loopback", {}, "{}"),
  };
}

test("WH06: a receiver that never answers, or drips its head, is left after 15 s", async (t) => {
  for (const drip of ["", "HTTP/1.1 200 OK\r\nx-slow: "]) {
    const { promise: asked, resolve: wasAsked } = Promise.withResolvers<Socket>();
    const { clock, send } = await start(t, ({ socket }) => {
      socket.write(drip);
      wasAsked(socket);
    });
    const sent = send();
    const socket = await asked;
    const gone = new Promise((resolve) => socket.on("error", () => undefined).on("close", resolve));
    clock.advance(TIMEOUT_MS);
    const { status, result } = await sent;
    assert.deepEqual([status, result], [undefined, "timeout"]);
    await gone;
  }
});

test("WH06: the status is the answer: a body that drips is left after 15 s, and an endless one after 16 KiB", async (t) => {
  const { promise: dripping, resolve: drips } = Promise.withResolvers<undefined>();
  const slow = await start(t, (_request, response) => {
    response.writeHead(200).write("x", () => drips(undefined));
  });
  const late = slow.send();
  await dripping;
  // What was sent before a whole exchange has been read after it.
  const quick = await start(t, (_request, response) => response.writeHead(204).end());
  assert.equal((await quick.send()).status, 204);
  slow.clock.advance(TIMEOUT_MS);
  assert.equal((await late).status, 200);

  let written = 0;
  const { promise: closed, resolve: isClosed } = Promise.withResolvers<undefined>();
  const endless = await start(t, (_request, response) => {
    const piece = Buffer.alloc(65_536);
    response.writeHead(200);
    const more = () => {
      while (!response.destroyed && response.write(piece)) written += piece.length;
    };
    response.on("drain", more).on("close", () => isClosed(undefined));
    more();
  });
  assert.deepEqual([(await endless.send()).status, true], [200, true]);
  await closed;
  assert.ok(written < 64 * 1_048_576, `${written} bytes were taken`);
});

test("WH06: a receiver that resets is broken, and what it wrote before that is no answer", async (t) => {
  const { send } = await start(t, ({ socket }) => {
    socket.write("HTTP/1.1 2");
    socket.resetAndDestroy();
  });
  const { status, result } = await send();
  assert.deepEqual([status, result], [undefined, "broken"]);
});

test("what has no answer when the gateway ends is given up at once, and says nothing of the receiver", async (t) => {
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<undefined>();
  const { giveUp, send } = await start(t, () => wasAsked(undefined));
  const sent = send();
  await asked;
  giveUp();
  const { status, result } = await sent;
  assert.deepEqual([status, result], [undefined, "given_up"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { Cleanup } from "../support/cleanup.ts";
import { startSignedGateway, startTestGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { field } from "../support/raw-responses.ts";
import { always, startScriptedOrigin, type Script } from "../support/scripted-origin.ts";
import { ask, codeOf, get, hear, request } from "./ask.ts";

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

async function start(t: Cleanup, script: Script) {
  const origin = await startScriptedOrigin(t, script);
  const gateway = await startTestGateway(t, {
    timeouts: { headMs: 2000, bodyIdleMs: 400, totalMs: 1000 },
    limits: { requestBodyBytes: 64 * 1024 * 1024 },
    chains: { plain: { plugins: [] } },
    routes: [{ prefix: "/", chain: "plain", upstream: origin.url }],
  });
  return { origin, gateway };
}

test("B30: an upstream that closes in the middle of a body tears the client's answer", async (t) => {
  const reply = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\npart";
  const { gateway } = await start(t, always(reply, "end"));
  const { answers, client } = await ask(gateway.port, get("/"));
  await client.closed();
  assert.equal(answers[0]?.complete, false);
  assert.match(
    gateway.log() + (await gateway.metrics()),
    /truncated|upstream-closed|UPSTREAM_CLOSED/,
  );
});

test("B30: a refusal that breaks off while it is looked into is the upstream's fault, not a plugin's", async (t) => {
  const reply = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 1000\r\n\r\npart";
  const origin = await startScriptedOrigin(t, always(reply, "end"));
  const gateway = await startSignedGateway(t, origin.url);
  const { apiKey, creator } = gateway.sandbox;
  const fields = [`apikey: ${apiKey}`, `x-connection-id: ${creator}`];
  const { answers } = await ask(gateway.port, get("/v2/access/proxy/users/me", ...fields));
  assert.equal(answers[0]?.status, 502);
  assert.equal(codeOf(answers[0]), "UPSTREAM_CLOSED");
});

test("B31: a reset in the middle of chunks never becomes a last chunk", async (t) => {
  const { gateway } = await start(t, async (peer) => {
    await peer.head();
    await peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\n");
    peer.reset();
  });
  const { answers, client } = await ask(gateway.port, get("/"));
  await client.closed();
  assert.notEqual(answers[0]?.complete, true);
  assert.ok(!client.received().includes("0\r\n\r\n"));
});

test("B47: a GET that met a closing pooled connection is sent once more", async (t) => {
  const { gateway, origin } = await start(t, async (peer) => {
    await peer.head();
    await peer.send(OK);
    await peer.head();
    peer.reset();
  });
  const first = await ask(gateway.port, get("/1"));
  const second = await ask(gateway.port, get("/2"));
  assert.deepEqual(
    [first, second].map(({ answers }) => answers[0]?.status),
    [200, 200],
  );
  assert.equal(origin.peers.length, 2);
});

test("B50: a body that drips for ever is cut", async (t) => {
  const { gateway, origin } = await start(t, async (peer) => {
    await peer.head();
    await peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    const drip = setInterval(() => void peer.send("1\r\na\r\n"), 50);
    await peer.closed;
    clearInterval(drip);
  });
  const { answers, client } = await ask(gateway.port, get("/"));
  await client.closed();
  assert.equal(answers[0]?.complete, false);
  await origin.idle();
});

const EARLY = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig";

/** An upstream that does not want the body. */
const REFUSALS: Readonly<Record<string, Script>> = {
  "and closes": async (peer) => {
    await peer.head();
    peer.end(EARLY);
  },
  "and resets at once": async (peer) => {
    await peer.head();
    await peer.send(EARLY);
    peer.reset();
  },
};

for (const [how, script] of Object.entries(REFUSALS)) {
  for (const [form, pieces, pieceBytes] of [
    ["in one write", 1, 5_000_000],
    ["in pieces", 800, 65_536],
  ] as const) {
    test(`B51: an upstream's early 413 ${how} reaches a client that uploads ${form}`, async (t) => {
      const { gateway } = await start(t, script);
      const client = await connectRaw(gateway.port);
      const length = pieces * pieceBytes;
      await client.write(request("POST", "/", [`Content-Length: ${length}`]));
      const piece = Buffer.alloc(pieceBytes, "x");
      for (let sent = 0; sent < pieces && client.reason() === "open"; sent++) {
        await client.write(piece);
      }
      const { answers } = await hear(client);
      assert.equal(answers[0]?.status, 413);
      assert.equal(answers[0].body.toString(), "big");
    });
  }
}

for (const delay of ["in the same segment", "later"] as const) {
  test(`B54: bytes after a complete answer, ${delay}, never become the next one's`, async (t) => {
    const evil = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    const { gateway } = await start(t, async (peer) => {
      await peer.head();
      await peer.send(delay === "later" ? OK : OK + evil);
      if (delay === "later") await peer.send(evil);
      for (;;) {
        await peer.head();
        await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright");
      }
    });
    await ask(gateway.port, get("/1"));
    for (let round = 0; round < 5; round++) {
      const { answers } = await ask(gateway.port, get("/2"));
      assert.doesNotMatch(String(answers[0]?.body), /evil/);
    }
  });
}

test("B55: fields that concern one hop stay on it, and the client's connection stays open", async (t) => {
  const reply =
    "HTTP/1.1 200 OK\r\nConnection: close, X-Up\r\nX-Up: 1\r\nKeep-Alive: timeout=1\r\n" +
    "Proxy-Authenticate: Basic\r\nUpgrade: h2c\r\nTrailer: X-T\r\nContent-Length: 2\r\n\r\nok";
  const { gateway } = await start(t, always(reply, "end"));
  const { answers, client } = await ask(gateway.port, get("/"));
  const [answer] = answers;
  assert.ok(answer);
  for (const name of ["x-up", "proxy-authenticate", "upgrade", "trailer"]) {
    assert.equal(field(answer, name), undefined, name);
  }
  assert.doesNotMatch(field(answer, "keep-alive") ?? "", /timeout=1$/);
  await client.write(get("/again"));
  assert.equal((await hear(client, { count: 2 })).answers.length, 2);
  client.destroy();
});

test("B56: two cookies of the upstream are kept as two lines, or both removed", async (t) => {
  const reply =
    "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok";
  const { gateway } = await start(t, always(reply));
  const { answers } = await ask(gateway.port, get("/"));
  const cookies = answers[0]?.fields.filter(([name]) => name.toLowerCase() === "set-cookie");
  assert.ok(cookies?.length === 2 || cookies?.length === 0);
});

test("B57: a compressed body passes byte for byte", async (t) => {
  const body = gzipSync("a".repeat(10_000));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`;
  const { gateway } = await start(t, always(Buffer.concat([Buffer.from(head), body])));
  const { answers } = await ask(gateway.port, get("/", "Accept-Encoding: gzip"));
  assert.ok(answers[0]?.body.equals(body));
  assert.equal(field(answers[0], "content-encoding"), "gzip");
});

test("B58: trailers never become header fields", async (t) => {
  const reply =
    "HTTP/1.1 200 OK\r\nTrailer: X-T\r\nTransfer-Encoding: chunked\r\n\r\n" +
    "2\r\nok\r\n0\r\nX-T: 1\r\nSet-Cookie: t=1\r\n\r\n";
  const { gateway } = await start(t, always(reply));
  for (const fields of [[], ["TE: trailers"]]) {
    const { answers } = await ask(gateway.port, get("/", ...fields));
    const [answer] = answers;
    assert.ok(answer?.complete);
    assert.equal(field(answer, "x-t"), undefined);
    assert.ok(!answer.trailers.some(([name]) => name.toLowerCase() === "set-cookie"));
  }
});

test("B62: a client that half-closes after its request still gets the answer", async (t) => {
  const { gateway } = await start(t, async (peer) => {
    await peer.head();
    setTimeout(() => void peer.send(OK), 50);
  });
  const { client } = await ask(gateway.port, get("/"), { count: 0 });
  client.halfClose();
  const { answers } = await hear(client);
  assert.equal(answers.at(-1)?.body.toString(), "ok");
});

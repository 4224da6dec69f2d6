import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import test from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { dial } from "../../gateway/egress/dial.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createCanaries, findLeaks } from "../support/canaries.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startConnectProxy, startSocksProxy } from "../support/egress-proxies.ts";

const options = { timeoutMs: 5_000, clock: systemClock };
const nowhere = { host: "upstream.test", port: 443 };

/** A destination that speaks first, as soon as it is connected to. */
async function startGreeter(t: Cleanup): Promise<{ host: string; port: number }> {
  const server = createServer((socket: Socket) => socket.end("from the upstream"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => void server.close());
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

async function textOf(socket: Socket): Promise<string> {
  let text = "";
  for await (const chunk of socket) text += (chunk as Buffer).toString("latin1");
  return text;
}

interface Refusal {
  readonly answer: string;
  readonly inSlicesOf?: number;
  readonly reason: string;
}
const refusals: Readonly<Record<string, Refusal>> = {
  "a 407": { answer: "HTTP/1.1 407 Nope\r\n\r\n", reason: "authentication" },
  "a 403 with a body": {
    answer: "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope",
    reason: "refused",
  },
  "a 502": { answer: "HTTP/1.1 502 Bad Gateway\r\n\r\n", reason: "unreachable" },
  "a redirect": { answer: "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", reason: "refused" },
  "a 101": { answer: "HTTP/1.1 101 Switching Protocols\r\n\r\n", reason: "refused" },
  "1 MiB of headers": {
    answer: `HTTP/1.1 200 OK\r\nX: ${"x".repeat(1_048_576)}\r\n\r\n`,
    reason: "protocol",
  },
  "a head that never ends": { answer: "x".repeat(20_000), reason: "protocol" },
  "something else than HTTP": { answer: "SSH-2.0-OpenSSH\r\n\r\n", reason: "protocol" },
  "a status of four digits": { answer: "HTTP/1.1 2000 OK\r\n\r\n", reason: "protocol" },
  "another version of HTTP": { answer: "HTTP/2.0 200 OK\r\n\r\n", reason: "protocol" },
};
for (const [name, { reason, ...fault }] of Object.entries(refusals)) {
  test(`E22: ${name} in answer to CONNECT is a proxy error (${reason})`, async (t) => {
    const proxy = await startConnectProxy(t);
    proxy.fault = fault;
    await assert.rejects(dial(proxy.egress, nowhere, options), (error) => {
      assert.ok(error instanceof GatewayError);
      assert.equal(error.code, "PROXY_ERROR");
      assert.equal(error.details.reason, reason);
      return true;
    });
    await proxy.idle();
  });
}

const tunnels: Readonly<Record<string, string>> = {
  "a 200 with Content-Length": "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
  "a 204": "HTTP/1.1 204 No Content\r\n\r\n",
  "HTTP/1.0 without a reason": "HTTP/1.0 200\r\n\r\n",
  "an interim answer first": "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
};
for (const [name, answer] of Object.entries(tunnels)) {
  test(`E22: ${name} opens the tunnel, and what follows is the tunnel's`, async (t) => {
    const destination = await startGreeter(t);
    const proxy = await startConnectProxy(t);
    proxy.fault = { answer: `${answer}first `, thenTunnel: true };
    const socket = await dial(proxy.egress, destination, options);
    assert.equal(await textOf(socket), "first from the upstream");
  });
}

test("E22: a head in pieces of one byte is one head", async (t) => {
  const proxy = await startConnectProxy(t);
  proxy.fault = { answer: "HTTP/1.1 200 OK\r\nVia: x\r\n\r\nrest", inSlicesOf: 1 };
  const socket = await dial(proxy.egress, nowhere, options);
  let text = "";
  while (text !== "rest") text += ((await once(socket, "data")) as [Buffer])[0].toString();
  socket.destroy();
});

test("the request names the destination and its credentials, an address of IPv6 in brackets", async (t) => {
  const proxy = await startConnectProxy(t, { username: "user", password: "pass:word" });
  await assert.rejects(dial(proxy.egress, { host: "::1", port: 9 }, options));
  assert.deepEqual(proxy.received, [
    "CONNECT [::1]:9 HTTP/1.1\r\nHost: [::1]:9\r\n" +
      `Proxy-Authorization: Basic ${Buffer.from("user:pass:word").toString("base64")}`,
  ]);
});

test("E28: a wrong password is named as such and found nowhere in the error", async (t) => {
  const canaries = createCanaries(["username", "password"]);
  const [username = "", password = ""] = canaries.map(({ value }) => value);
  for (const proxy of [
    await startConnectProxy(t, { username: "right", password: "right" }),
    await startSocksProxy(t, { username: "right", password: "right" }),
  ]) {
    await assert.rejects(
      dial({ ...proxy.egress, username, password }, nowhere, options),
      (error) => {
        assert.ok(error instanceof GatewayError);
        assert.equal(error.details.reason, "authentication");
        const everything = [error.message, error.stack, error.details, error.cause];
        assert.deepEqual(findLeaks({ error: JSON.stringify(everything) }, canaries), []);
        assert.equal(error.cause, undefined, "a cause could carry what the dialer knows");
        return true;
      },
    );
    assert.notDeepEqual(findLeaks({ proxy: proxy.received.join("\n") }, canaries), []);
    await proxy.idle();
  }
});

test("a SOCKS5 proxy that refuses, answers nonsense or is given too long a name fails by name", async (t) => {
  const proxy = await startSocksProxy(t);
  await assert.rejects(dial(proxy.egress, { host: "127.0.0.1", port: 1 }, options), {
    code: "PROXY_ERROR",
    message: /cannot reach the upstream \(ConnectionRefused\)/,
  });
  proxy.fault = { answer: "HTTP/1.1 400 Bad Request\r\n\r\n" };
  await assert.rejects(dial(proxy.egress, nowhere, options), /not SOCKS5/);
  proxy.fault = { answer: Buffer.from([5, 255]) };
  await assert.rejects(dial(proxy.egress, nowhere, options), { code: "PROXY_ERROR" });
  proxy.fault = undefined;
  await assert.rejects(dial(proxy.egress, { host: "x".repeat(256), port: 443 }, options), {
    code: "PROXY_ERROR",
    message: /exceeds 255 bytes/,
  });
  await proxy.idle();
});

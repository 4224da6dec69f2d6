import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import test from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { dial } from "../../gateway/egress/dial.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startConnectProxy, startSocksProxy } from "../support/egress-proxies.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { freePort } from "../support/free-port.ts";

const options = { timeoutMs: 5_000, clock: systemClock };
const direct = { id: "direct", kind: "direct" } as const;

async function startEcho(t: Cleanup): Promise<{ host: string; port: number }> {
  const server: Server = createServer((socket) => void socket.pipe(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => void server.close());
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
}

test("every kind of egress reaches the destination, and bytes pass both ways", async (t) => {
  const destination = await startEcho(t);
  const credentials = { username: "user:name".replace(":", "-"), password: "p@ss:w/rd" };
  for (const egress of [
    direct,
    (await startConnectProxy(t)).egress,
    (await startConnectProxy(t, credentials)).egress,
    (await startSocksProxy(t)).egress,
    (await startSocksProxy(t, credentials)).egress,
  ]) {
    const socket = await dial(egress, destination, options);
    socket.write("ping");
    const [answer] = (await once(socket, "data")) as [Buffer];
    assert.equal(answer.toString(), "ping", egress.kind);
    assert.equal(socket.listenerCount("error"), 0, "the socket is the caller's alone");
    socket.destroy();
  }
});

test("E29: the upstream's name is resolved by the proxy and never here", async (t) => {
  const { port } = await startEcho(t);
  for (const proxy of [await startConnectProxy(t), await startSocksProxy(t)]) {
    const socket = await dial(proxy.egress, { host: "nowhere.invalid", port }, options);
    socket.destroy();
    assert.deepEqual(proxy.destinations, [`nowhere.invalid:${port}`]);
  }
});

test("a refused connection is the upstream's fault when direct and the proxy's otherwise", async () => {
  const port = await freePort();
  const destination = { host: "127.0.0.1", port };
  await assert.rejects(dial(direct, destination, options), {
    code: "UPSTREAM_UNREACHABLE",
    source: "upstream",
  });
  for (const kind of ["connect", "socks5"] as const) {
    const dead = { id: "dead", kind, ...destination };
    await assert.rejects(dial(dead, { host: "nowhere.invalid", port: 443 }, options), {
      code: "PROXY_ERROR",
      source: "egress",
    });
  }
});

test("a name that nobody knows is an error, not a crash", async () => {
  await assert.rejects(dial(direct, { host: "nowhere.invalid", port: 443 }, options), {
    code: "UPSTREAM_UNREACHABLE",
  });
});

test("a proxy without an address is a configuration error", async () => {
  const lost = { id: "lost", kind: "connect" } as const;
  await assert.rejects(dial(lost, { host: "a.test", port: 443 }, options), /lost.*no host/);
});

test("an abort ends a dial at once and leaves no socket and no timer", async (t) => {
  const proxy = await startConnectProxy(t);
  proxy.fault = { stallAt: "reply" };
  const clock = createFakeClock();
  const abort = new AbortController();
  const dialing = dial(
    proxy.egress,
    { host: "a.test", port: 443 },
    { timeoutMs: 5_000, clock, signal: abort.signal },
  );
  const reason = new GatewayError("DRAINING", "Going down.");
  abort.abort(reason);
  await assert.rejects(dialing, reason);
  assert.equal(clock.pending(), 0);
  await assert.rejects(
    dial(direct, { host: "127.0.0.1", port: 1 }, { ...options, signal: abort.signal }),
    reason,
  );
  await proxy.idle();
});

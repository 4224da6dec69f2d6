import assert from "node:assert/strict";
import test from "node:test";
import { dial } from "../../gateway/egress/dial.ts";
import {
  startConnectProxy,
  startSocksProxy,
  type ProxyFault,
  type TestProxy,
} from "../support/egress-proxies.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { systemClock } from "../../gateway/clock.ts";

const destination = { host: "upstream.test", port: 443 };
const credentials = { username: "user", password: "secret" };

async function dialTimes(proxy: TestProxy, times: number): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    const clock = createFakeClock();
    const before = proxy.faults;
    const dialing = dial(proxy.egress, destination, { timeoutMs: 5_000, clock });
    const failed = assert.rejects(dialing, { code: "EGRESS_TIMEOUT", source: "egress" });
    await proxy.faulted(before + 1);
    clock.advance(4_999);
    assert.equal(clock.pending(), 1, "the deadline is not a moment early");
    clock.advance(1);
    await failed;
    assert.equal(clock.pending(), 0);
  }
}

const stalls: readonly (readonly [string, ProxyFault])[] = [
  ["greeting", { stallAt: "greeting" }],
  ["auth", { stallAt: "auth" }],
  ["reply", { stallAt: "reply" }],
];
for (const [place, fault] of stalls) {
  test(`E20: a SOCKS5 proxy that stalls at its ${place} costs a deadline and no socket, 100 times`, async (t) => {
    const proxy = await startSocksProxy(t, credentials);
    proxy.fault = fault;
    await dialTimes(proxy, 100);
    await proxy.idle();
    assert.equal(proxy.openSockets(), 0);
  });
}

test("E20: a CONNECT proxy that never answers costs a deadline and no socket, 100 times", async (t) => {
  const proxy = await startConnectProxy(t, credentials);
  proxy.fault = { stallAt: "reply" };
  await dialTimes(proxy, 100);
  await proxy.idle();
  assert.equal(proxy.openSockets(), 0);
});

test("E20: a CONNECT proxy that drips half a head is ended by the same deadline", async (t) => {
  const proxy = await startConnectProxy(t);
  proxy.fault = { answer: "HTTP/1.1 200 Connection established\r\nX-Drip: ", inSlicesOf: 1 };
  await dialTimes(proxy, 10);
  await proxy.idle();
});

test("a proxy that closes during the handshake is a failed proxy", async (t) => {
  for (const proxy of [await startConnectProxy(t), await startSocksProxy(t)]) {
    for (const closeAt of ["greeting", "reply"] as const) {
      proxy.fault = { closeAt };
      await assert.rejects(
        dial(proxy.egress, destination, { timeoutMs: 5_000, clock: systemClock }),
        { code: "PROXY_ERROR", message: /closed during the handshake/ },
      );
    }
    await proxy.idle();
  }
});

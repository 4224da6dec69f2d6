import assert from "node:assert/strict";
import dns from "node:dns";
import { test } from "node:test";
import { dial } from "../../gateway/egress/dial.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { startTestGateway } from "../support/gateway.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, codeOf, get } from "../wire/ask.ts";

test("D14: a name that never resolves ends at the connect deadline, exactly", async (t) => {
  t.mock.method(dns, "lookup", () => undefined);
  const clock = createFakeClock();
  const dialed = dial(
    { id: "direct", kind: "direct" },
    { host: "never.example", port: 443 },
    { timeoutMs: 5_000, clock },
  );
  let isOver = false;
  const over = dialed.catch((error: unknown) => {
    isOver = true;
    return error;
  });
  clock.advance(4_999);
  await new Promise(setImmediate);
  assert.equal(isOver, false);
  clock.advance(1);
  const error = await over;
  assert.ok(error instanceof GatewayError);
  assert.equal(error.code, "UPSTREAM_TIMEOUT");
  assert.equal(clock.pending(), 0);
});

test("D14: while names hang, exchanges with other upstreams are served, and those that hang end in time", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startTestGateway(t, {
    timeouts: { connectMs: 400 },
    chains: { plain: { plugins: [] } },
    routes: [
      { prefix: "/hangs", chain: "plain", upstream: "http://never.example" },
      { prefix: "/", chain: "plain", upstream: origin.url },
    ],
  });
  // Not earlier: listening looks its address up too.
  t.mock.method(dns, "lookup", () => undefined);
  const hanging = Array.from({ length: 20 }, () => ask(gateway.port, get("/hangs")));
  for (let call = 0; call < 20; call++) {
    assert.equal((await ask(gateway.port, get("/"))).answers[0]?.status, 200);
  }
  for (const { answers } of await Promise.all(hanging)) {
    assert.equal(answers[0]?.status, 504);
    assert.equal(codeOf(answers[0]), "UPSTREAM_TIMEOUT");
  }
});

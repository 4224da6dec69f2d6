import assert from "node:assert/strict";
import { test } from "node:test";
import { startPlainGateway } from "../support/gateway.ts";
import { startScriptedOrigin } from "../support/scripted-origin.ts";
import { ask, get } from "./ask.ts";

const POISONED = /^countersign_upstream_connections_poisoned_total (\d+)$/m;

test("C07: bytes on an idle upstream connection close it at once, are counted, and answer nobody", async (t) => {
  const origin = await startScriptedOrigin(t, async (peer) => {
    for (;;) {
      const [, target = ""] = (await peer.head()).split(" ");
      await peer.send(`HTTP/1.1 200 OK\r\nContent-Length: ${target.length}\r\n\r\n${target}`);
    }
  });
  const gateway = await startPlainGateway(t, origin.url);
  const poisoned = async () => Number(POISONED.exec(await gateway.metrics())?.[1] ?? 0);
  for (const [round, evil] of ["x", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"].entries()) {
    const { answers } = await ask(gateway.port, get(`/first-${round}`));
    assert.equal(answers[0]?.body.toString(), `/first-${round}`);
    // The same connection serves again as long as nothing is wrong with it.
    await ask(gateway.port, get(`/again-${round}`));
    assert.equal(origin.peers.length, round + 1);
    await origin.peers[round]?.send(evil);
    await origin.peers[round]?.closed;
    assert.equal(await poisoned(), round + 1);
  }
  const { answers } = await ask(gateway.port, get("/last"));
  assert.equal(answers[0]?.body.toString(), "/last");
  assert.equal(origin.peers.length, 3);
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { request, type Agent, type IncomingMessage } from "node:http";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { dial } from "../../gateway/egress/dial.ts";
import { createAgents } from "../../gateway/http/agents.ts";
import { createOrigins } from "../../gateway/http/origin.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";

const DIRECT = { id: "direct", kind: "direct" } as const;

function start(cleanup: Cleanup, maxPools: number) {
  const agents = createAgents({
    dial: (egress, destination) =>
      dial(egress, destination, { timeoutMs: 5_000, clock: systemClock }),
    maxPools,
    tlsTimeoutMs: 5_000,
    onPoisoned: () => undefined,
  });
  cleanup.after(agents.close);
  const originOf = createOrigins();
  return (owner: string, url: string) => agents.get(owner, DIRECT, originOf(url));
}

async function send(agent: Agent, url: string): Promise<string> {
  const sent = request(url, { agent }).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  return Buffer.concat((await answer.toArray()) as Buffer[]).toString();
}

test("D16: a thousand owners that asked once keep no more pools and sockets than the bound", async (t) => {
  const maxPools = 100;
  const origin = await startTappedOrigin(t);
  const agentOf = start(t, maxPools);
  const before = process.memoryUsage().rss;
  for (let owner = 0; owner < 1_000; owner++)
    await send(agentOf(`owner${owner}`, origin.url), origin.url);
  while (origin.open() > maxPools) await origin.change();
  assert.equal(origin.requests.length, 1_000);
  assert.equal(new Set(origin.requests.map(({ connection }) => connection)).size, 1_000);
  const grownKiB = (process.memoryUsage().rss - before) / 1024;
  t.diagnostic(`${(grownKiB / 1_000).toFixed(1)} KiB of memory an owner`);
});

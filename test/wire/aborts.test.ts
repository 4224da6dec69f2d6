import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { definePlugin, Type } from "../../gateway/chain/plugin.ts";
import { startPlainGateway, startTestGateway } from "../support/gateway.ts";
import { connectRaw, type RawClient } from "../support/raw-client.ts";
import { startScriptedOrigin, type Peer } from "../support/scripted-origin.ts";
import { createRandom } from "../support/seeded-random.ts";
import { get, request } from "./ask.ts";

const SEED = 7;
const ABORTS = 10_000;
const AT_ONCE = 40;
const BIG = "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n";

/** Ways a client leaves; each is called with a connection that is open. */
const LEAVING: Readonly<Record<string, (client: RawClient) => Promise<void>>> = {
  "before the head of the answer": async (client) => {
    await client.write(get("/silent"));
  },
  "in the answer's body": async (client) => {
    await client.write(get("/big"));
    await client.until((received) => received.length > 100);
  },
  "in its upload": async (client) => {
    await client.write(request("POST", "/upload", ["Content-Length: 1000000"]));
    await client.write(Buffer.alloc(1000));
  },
};

for (const [where, leave] of Object.entries(LEAVING)) {
  test(`B61: a client that leaves ${where} takes the upstream's connection with it`, async (t) => {
    const origin = await startScriptedOrigin(t, serveAny);
    const gateway = await startPlainGateway(t, origin.url);
    for (let round = 0; round < 100; round++) {
      const client = await connectRaw(gateway.port);
      await leave(client);
      // Left too early there would be no upstream connection yet, and nothing to show.
      while (origin.open() === 0) await pause(1);
      if (round % 2 === 0) client.reset();
      else client.destroy();
      await origin.idle();
    }
    assert.equal(origin.open(), 0);
  });
}

test("D06: no hook begins once an exchange has ended: what it claimed would never be given back", async (t) => {
  const origin = await startScriptedOrigin(t, serveAny);
  const asked = Promise.withResolvers<undefined>();
  const answer = Promise.withResolvers<undefined>();
  const completed = Promise.withResolvers<undefined>();
  const phases: string[] = [];
  const asking = definePlugin({
    name: "asking",
    summary: "Waits in its first hook for an answer from elsewhere.",
    config: Type.Object({}),
    setup: () => ({
      onRequest: async () => {
        asked.resolve(undefined);
        await answer.promise;
      },
      onComplete: () => completed.resolve(undefined),
    }),
  });
  const claiming = definePlugin({
    name: "claiming",
    summary: "Claims something that its completion gives back.",
    config: Type.Object({}),
    setup: () => ({
      onRequest: () => void phases.push("claimed"),
      onComplete: () => void phases.push("given back"),
    }),
  });
  const gateway = await startTestGateway(
    t,
    {
      chains: { claims: { plugins: ["asking", "claiming"] } },
      routes: [{ prefix: "/", chain: "claims", upstream: origin.url }],
    },
    { plugins: [asking, claiming] },
  );
  const client = await connectRaw(gateway.port);
  await client.write(get("/ok"));
  await asked.promise;
  client.destroy();
  await completed.promise;
  answer.resolve(undefined);
  const next = await connectRaw(gateway.port);
  await next.write(get("/ok"));
  await next.until((received) => received.includes("ok"));
  next.destroy();
  assert.equal(phases.filter((phase) => phase === "claimed").length, 1);
});

test("after ten thousand random aborts sockets and handles are back where they were", async (t) => {
  const origin = await startScriptedOrigin(t, serveAny);
  const gateway = await startPlainGateway(t, origin.url);
  const random = createRandom(SEED);
  await abortAtRandom(gateway.port, random);
  await settle(origin.peers);
  const before = countSockets();

  const perLane = ABORTS / AT_ONCE;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let round = 0; round < perLane; round++) await abortAtRandom(gateway.port, random);
    }),
  );
  await settle(origin.peers);
  while (countSockets() > before) await pause(10);
  assert.ok(countSockets() <= before);
  assert.equal(origin.open(), 0);

  const client = await connectRaw(gateway.port);
  await client.write(get("/ok"));
  await client.until((received) => received.includes("ok"));
  client.destroy();
});

/** Answers by path; what it never answers or ends, the gateway must clean up. */
async function serveAny(peer: Peer): Promise<void> {
  for (;;) {
    const head = await peer.head();
    if (head.includes("/big")) {
      await peer.send(BIG);
      while (!peer.socket.destroyed) await peer.send(Buffer.alloc(16_384));
      return;
    }
    if (head.includes("/torn")) peer.end(`${BIG}torn`);
    if (head.includes("/reset")) peer.reset();
    if (head.includes("/ok")) await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }
}

async function abortAtRandom(port: number, random: () => number): Promise<void> {
  const client = await connectRaw(port);
  const targets = ["/big", "/torn", "/reset", "/ok", "/silent", "/upload"];
  const target = targets[Math.floor(random() * targets.length)] ?? "/ok";
  const bytes =
    target === "/upload"
      ? request("POST", target, ["Content-Length: 100000"]) + "x".repeat(random() * 2000)
      : get(target);
  const isWhole = random() < 0.7;
  await client.write(isWhole ? bytes : bytes.slice(0, random() * bytes.length));
  const wait = random();
  if (wait < 0.3) await pause(wait * 10);
  else if (isWhole && wait < 0.6 && target !== "/silent" && target !== "/upload") {
    await client.until((received) => received.length > 0);
  }
  if (random() < 0.5) client.reset();
  else client.destroy();
}

/** Ends what is pooled or still under way upstream, and waits until it is gone. */
async function settle(peers: readonly Peer[]): Promise<void> {
  await pause(200);
  for (const { socket } of peers) socket.destroy();
  await pause(200);
}

function countSockets(): number {
  return process.getActiveResourcesInfo().filter((name) => name.startsWith("TCPSocket")).length;
}

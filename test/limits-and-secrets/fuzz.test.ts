import assert from "node:assert/strict";
import { test } from "node:test";
import { definePlugin, Type } from "../../gateway/chain/plugin.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startTestGateway, type TestGateway } from "../support/gateway.ts";
import { startTappedOrigin, type TappedOrigin } from "../support/tapped-origin.ts";
import { connectRaw } from "../support/raw-client.ts";
import { ask, get, request } from "../wire/ask.ts";
import { loadProbes } from "../wire/probe.ts";
import { createMutator } from "./mutate.ts";

const MUTANTS = 2_000;
const SEED = 20_261_124;
const LANES = 8;
/** How long a connection must be silent for its mutant to be over. */
const QUIET_MS = 25;

/** Half of the seeds are sound, so that many mutants get through: most probes are made to be refused. */
const SOUND = [
  get("/a?b=c", "X-A: 1"),
  request("POST", "/a", [], "hello"),
  request("POST", "/a", ["Transfer-Encoding: chunked"], "").concat("5\r\nhello\r\n0\r\n\r\n"),
  get("/a") + request("PUT", "/b", [], "hello") + get("/c"),
  request("HEAD", "/a") + request("DELETE", "/b", [], "x"),
];

const probes = loadProbes();

test(
  `A08: of ${MUTANTS} mutated probes none ends the gateway, and none makes the origin read more requests than the gateway began`,
  { skip: !probes && "../shared/spec/http1-probes.json is absent", timeout: 120_000 },
  async (t) => {
    const seeds = (probes ?? []).map(({ bytes_latin1 }) => bytes_latin1);
    const mutate = createMutator(SEED);
    const mutants = Array.from({ length: MUTANTS }, (_, index) =>
      mutate(seedOf(index, index % 2 === 0 ? SOUND : seeds), SOUND),
    );
    const lanes = await Promise.all(Array.from({ length: LANES }, () => startLane(t)));
    const totals = { read: 0, begun: 0 };
    await Promise.all(
      lanes.map(async (lane, at) => {
        for (let index = at; index < MUTANTS; index += LANES) {
          const mutant = mutants[index] ?? "";
          const { read, begun } = await observeMutant(lane, mutant);
          totals.read += read;
          totals.begun += begun;
          assert.ok(
            read <= begun,
            `mutant ${index}: ${read} > ${begun}: ${JSON.stringify(mutant)}`,
          );
        }
        const { answers } = await ask(lane.gateway.port, get("/alive"));
        assert.equal(answers[0]?.status, 200);
      }),
    );
    t.diagnostic(`${totals.read} requests read at the origin, ${totals.begun} exchanges begun`);
    // A run in which nothing passed would prove nothing.
    assert.ok(totals.read > MUTANTS / 10);
  },
);

function seedOf(index: number, seeds: readonly string[]): string {
  return seeds[(index >> 1) % seeds.length] ?? "";
}

interface Lane {
  readonly gateway: TestGateway;
  readonly origin: TappedOrigin;
  /** How many exchanges the gateway has begun. */
  readonly exchanges: () => number;
}

async function startLane(cleanup: Cleanup): Promise<Lane> {
  const origin = await startTappedOrigin(cleanup);
  let exchanges = 0;
  const counting = definePlugin({
    name: "counting",
    summary: "Counts exchanges.",
    config: Type.Object({}),
    setup: () => ({
      onRequest: () => {
        exchanges += 1;
      },
    }),
  });
  const gateway = await startTestGateway(
    cleanup,
    {
      chains: { plain: { plugins: [{ use: "counting" }] } },
      routes: [{ prefix: "/", chain: "plain", upstream: origin.url }],
    },
    { plugins: [counting] },
  );
  return { gateway, origin, exchanges: () => exchanges };
}

async function observeMutant({ gateway, origin, exchanges }: Lane, mutant: string) {
  origin.clear();
  const before = exchanges();
  const client = await connectRaw(gateway.port);
  await client.write(mutant);
  await client.quiet(QUIET_MS);
  client.destroy();
  return { read: origin.requests.length, begun: exchanges() - before };
}

test("a request that is refused does not take the answers before it along, whatever follows it", async (t) => {
  const { gateway } = await startLane(t);
  const refused = get("/b", "Host: b");
  const { answers } = await ask(gateway.port, get("/a") + refused + get("/c"), { count: 2 });
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 400],
  );
});

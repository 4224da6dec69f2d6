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
  `A08: of ${MUTANTS} mutated probes none ends the gateway, and none makes the origin read a request that the gateway did not send`,
  { skip: !probes && "../shared/spec/http1-probes.json is absent", timeout: 120_000 },
  async (t) => {
    const seeds = (probes ?? []).map(({ bytes_latin1 }) => bytes_latin1);
    const mutate = createMutator(SEED);
    const mutants = Array.from({ length: MUTANTS }, (_, index) =>
      mutate(seedOf(index, index % 2 === 0 ? SOUND : seeds), SOUND),
    );
    const lanes = await Promise.all(Array.from({ length: LANES }, () => startLane(t)));
    await Promise.all(
      lanes.map(async ({ gateway }, at) => {
        for (let index = at; index < MUTANTS; index += LANES) {
          const client = await connectRaw(gateway.port);
          await client.write(mutants[index] ?? "");
          await client.quiet(QUIET_MS);
          client.destroy();
        }
        const { answers } = await ask(gateway.port, get("/alive"));
        assert.equal(answers[0]?.status, 200);
      }),
    );
    const seen = lanes.flatMap(({ origin }) => origin.requests);
    // What was smuggled past the chain bears no mark, or that of the request it rode on.
    const marks = seen.map(({ headers }) => headers["x-exchange"]);
    assert.deepEqual(
      seen.filter((_request, index) => marks[index] === undefined),
      [],
    );
    assert.equal(new Set(marks).size, seen.length, "each request is of an exchange of its own");
    t.diagnostic(`${seen.length} requests of ${MUTANTS} mutants reached the origin`);
    // A run in which nothing passed would prove nothing.
    assert.ok(seen.length > MUTANTS / 10);
  },
);

function seedOf(index: number, seeds: readonly string[]): string {
  return seeds[(index >> 1) % seeds.length] ?? "";
}

interface Lane {
  readonly gateway: TestGateway;
  readonly origin: TappedOrigin;
}

/** A gateway that marks what it sends upstream with the exchange it is of. */
async function startLane(cleanup: Cleanup): Promise<Lane> {
  const origin = await startTappedOrigin(cleanup);
  const marking = definePlugin({
    name: "marking",
    summary: "Marks requests with their exchange.",
    config: Type.Object({}),
    setup: () => ({
      onUpstreamRequest: ({ id }, { headers }) => {
        headers["x-exchange"] = id;
      },
    }),
  });
  const gateway = await startTestGateway(
    cleanup,
    {
      chains: { plain: { plugins: [{ use: "marking" }] } },
      routes: [{ prefix: "/", chain: "plain", upstream: origin.url }],
    },
    { plugins: [marking] },
  );
  return { gateway, origin };
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

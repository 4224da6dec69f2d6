import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startFaultyPipe, type Toxic } from "../support/faulty-pipe.ts";
import { startPlainGateway } from "../support/gateway.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, codeOf, get } from "./ask.ts";

/** What a client gets when the way to the upstream has a fault: a whole answer, an error's code, or a torn answer. */
const OUTCOMES: readonly (readonly [toxic: Toxic, outcome: string])[] = [
  [{ kind: "latency", delayMs: 30 }, "whole"],
  [{ kind: "bandwidth", bytesPerSecond: 100_000 }, "whole"],
  [{ kind: "slicer", bytes: 100, delayMs: 0 }, "whole"],
  [{ kind: "slow_close", delayMs: 50 }, "whole"],
  [{ kind: "down" }, "UPSTREAM_UNREACHABLE or UPSTREAM_CLOSED"],
  [{ kind: "timeout", delayMs: 0 }, "UPSTREAM_TIMEOUT"],
  [{ kind: "timeout", delayMs: 20 }, "UPSTREAM_CLOSED"],
  [{ kind: "reset_peer", delayMs: 20 }, "UPSTREAM_CLOSED"],
  [{ kind: "limit_data", bytes: 2_000 }, "torn"],
];

const origin = await startTappedOrigin({ after }, (_request, response) =>
  response.end("x".repeat(9_000)),
);
const pipe = await startFaultyPipe({ after }, origin.port);
const gateway = await startPlainGateway({ after }, pipe.url, { timeouts: { headMs: 500 } });

for (const [toxic, outcome] of OUTCOMES) {
  test(`a way to the upstream with ${describe(toxic)} ends in: ${outcome}; healed, it serves`, async () => {
    pipe.set(toxic);
    const { answers, client } = await ask(gateway.port, get("/"));
    const [answer] = answers;
    const whole = answer?.complete === true ? "whole" : "torn";
    assert.ok(outcome.split(" or ").includes(codeOf(answer) ?? whole), codeOf(answer) ?? whole);
    client.destroy();
    pipe.set(undefined);
    const healed = await ask(gateway.port, get("/"));
    assert.equal(healed.answers[0]?.body.length, 9_000);
  });
}

function describe({ kind, ...rest }: Toxic): string {
  return [kind, ...Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`)].join(
    " ",
  );
}

import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { startPlainGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { codeOf, hear, request } from "./ask.ts";

const STEP_MS = 20_000;

/** How far the test is ahead of time, and who waits for the deadlines to be looked at there. */
let aheadMs = 0;
let waiting: (() => void)[] = [];
const clock: Clock = {
  ...systemClock,
  elapsed: () => systemClock.elapsed() + aheadMs,
  setTimeout: (run, delayMs) =>
    systemClock.setTimeout(() => {
      run();
      for (const wake of waiting.splice(0)) wake();
    }, delayMs),
};
/** Goes ahead; resolves when the deadlines have been looked at, which is every 50 ms. */
const goAhead = async () => {
  aheadMs += STEP_MS;
  // Two looks: the first timer to ring may be another.
  for (let looks = 0; looks < 10; looks += 1)
    await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
};

let isSilent = false;
const origin = await startTappedOrigin({ after }, (_request, response) => {
  if (!isSilent) response.end("taken");
});
const gateway = await startPlainGateway(
  { after },
  origin.url,
  { timeouts: { headMs: 30_000, requestBodyMs: 30_000 } },
  { clock },
);
const arrived = () => Buffer.concat(origin.bytes()).toString();

beforeEach(() => {
  origin.clear();
  isSilent = false;
});

async function sendSlowly() {
  const client = await connectRaw(gateway.port);
  await client.write(request("PUT", "/", ["Content-Length: 30"]));
  for (const piece of ["<first -->", "<second ->", "<third -->"]) {
    assert.equal(client.received().toString(), "", `answered before ${piece}`);
    await client.write(piece);
    while (!arrived().endsWith(piece)) await origin.change();
    if (piece !== "<third -->") await goAhead();
  }
  return client;
}

test("an upstream that still takes a long body is not late with its answer", async () => {
  const client = await sendSlowly();
  const [answer] = (await hear(client)).answers;
  assert.deepEqual([answer?.status, codeOf(answer)], [200, undefined]);
});

test("once it has the body, its time counts from there", async () => {
  isSilent = true;
  const client = await sendSlowly();
  await goAhead();
  assert.equal(client.received().length, 0);
  await goAhead();
  const [answer] = (await hear(client)).answers;
  assert.deepEqual([answer?.status, codeOf(answer)], [504, "UPSTREAM_TIMEOUT"]);
});

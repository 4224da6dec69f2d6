import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startPlainGateway, startSignedGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { finalResponses } from "../support/raw-responses.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, codeOf, get, hear, request } from "./ask.ts";
import { startLanes, WAYS } from "./lanes.ts";
import { loadProbes, observe, type Probe } from "./probe.ts";

const LANES = 4;
const probes = loadProbes();
const skip = probes ? false : "../shared/spec/http1-probes.json is absent";

// Started before any test is declared: the runner would take a pause between two for the end.
const lanesOf = {
  a: await startLanes({ after }, "a", probes ? LANES : 0),
  b: await startLanes({ after }, "b", probes ? LANES : 0),
};

for (const way of ["a", "b"] as const) {
  const lanes = lanesOf[way];

  test(
    `A02 (${way}): after a refusal nothing more is read from the connection`,
    { skip },
    async () => {
      const faults = await Promise.all(
        refusable(probes).map((probe) =>
          lanes.use(async ({ gateway, origin, prepare, successor }) => {
            const { client, answers } = await observe(probe, prepare(probe), gateway.port, origin);
            if ((answers.at(-1)?.status ?? 0) < 400) return [];
            await client.write(successor("/after"));
            const ending = await client.closed(3000).catch(() => "open");
            const isSeen = origin.requests.some(({ target }) => target.includes("/after"));
            const isAnswered = finalResponses(client.received()).length > answers.length;
            return isSeen || isAnswered || ending === "open" ? [`${probe.id}: ${ending}`] : [];
          }),
        ),
      );
      assert.deepEqual(faults.flat(), []);
    },
  );

  test(
    `A03 (${way}): after an accepted probe everyone gets their own answer`,
    { skip },
    async () => {
      const faults = await Promise.all(
        acceptable(probes).map((probe) =>
          lanes.use(async ({ gateway, origin, prepare, successor, stranger }) => {
            const { client } = await observe(probe, prepare(probe), gateway.port, origin);
            const before = finalResponses(client.received()).length;
            const [mine, others] = await Promise.all([
              client
                .write(successor(`/mine-${probe.id}`))
                .then(() => hear(client, { count: before + 1 })),
              ask(gateway.port, stranger(`/other-${probe.id}`)),
            ]);
            client.destroy();
            others.client.destroy();
            const mineAnswer = String(mine.answers[before]?.body);
            const otherAnswer = String(others.answers[0]?.body);
            const isRight =
              mineAnswer.includes(`/mine-${probe.id}"`) &&
              otherAnswer.includes(`/other-${probe.id}"`);
            return isRight ? [] : [`${probe.id}: ${mineAnswer} ${otherAnswer}`];
          }),
        ),
      );
      assert.deepEqual(faults.flat(), [], WAYS[way]);
    },
  );
}

test("A04: a body that follows an early answer is never run as a request", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startSignedGateway(t, origin.url);
  const hidden = get("/v2/access/proxy/evil");
  for (const target of ["/v2/access/self", "/v2/nowhere", "/v2/account/whoami", "/"]) {
    const client = await connectRaw(gateway.port);
    await client.write(request("POST", target, [`Content-Length: ${hidden.length}`]));
    await client.until((received) => finalResponses(received).length > 0);
    await client.write(hidden);
    await client.quiet(100);
    assert.equal(finalResponses(client.received()).length, 1, target);
    client.destroy();
  }
  assert.equal(origin.requests.length, 0);
});

test("A05: a body sent to a route that answers by itself gets no answer of its own", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startSignedGateway(t, origin.url);
  const hidden = get("/v2/access/proxy/evil");
  for (const target of ["/v2/access/self", "/v2/nowhere", "/v2/account/whoami", "/"]) {
    const { client } = await ask(gateway.port, request("POST", target, [], hidden));
    await client.quiet(100);
    assert.equal(finalResponses(client.received()).length, 1, target);
    client.destroy();
  }
  assert.equal(origin.requests.length, 0);
});

test("A06: a body that pauses too long ends in 408, and what comes later is not forwarded", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startPlainGateway(t, origin.url, { timeouts: { requestBodyMs: 200 } });
  const client = await connectRaw(gateway.port);
  await client.write(request("POST", "/p", ["Content-Length: 5"]) + "he");
  const { answers } = await hear(client);
  assert.equal(answers[0]?.status, 408);
  assert.equal(codeOf(answers[0]), "REQUEST_TIMEOUT");
  await client.write(`llo${get("/evil")}`);
  await client.closed();
  assert.equal(origin.requests.length, 0);
});

test("A07: 100 Continue comes only once the key and the connection are known", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startSignedGateway(t, origin.url);
  const { apiKey, creator } = gateway.sandbox;
  const upload = (key: string) =>
    request("POST", "/v2/access/proxy/posts", [
      `apikey: ${key}`,
      `x-connection-id: ${creator}`,
      "Content-Length: 2",
      "Expect: 100-continue",
    ]);

  const refused = await ask(gateway.port, upload("wrong"));
  assert.equal(refused.answers[0]?.status, 401);
  assert.equal(refused.interim.length, 0);
  assert.equal(origin.open(), 0);

  const client = await connectRaw(gateway.port);
  await client.write(upload(apiKey));
  await client.until((received) => received.includes("100 Continue"));
  await client.write("{}");
  const { interim, answers } = await hear(client);
  assert.equal(interim.length, 1);
  assert.equal(answers[0]?.status, 200);
  assert.equal(origin.requests[0]?.headers.expect, undefined);
  assert.equal(origin.requests[0]?.body.toString(), "{}");
  client.destroy();
});

function refusable(all: readonly Probe[] | undefined): readonly Probe[] {
  return all?.filter(({ want }) => /^reject(-no-crash)?$|^400-then-close$/.test(want)) ?? [];
}

/** Probes whose connection must still be usable: what is only perhaps accepted says nothing here. */
function acceptable(all: readonly Probe[] | undefined): readonly Probe[] {
  return (
    all?.filter(({ want }) => /^(accept\d*|len10|strip|two-in-order|inject-.*)$/.test(want)) ?? []
  );
}

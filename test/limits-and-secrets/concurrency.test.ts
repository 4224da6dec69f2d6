import assert from "node:assert/strict";
import { test } from "node:test";
import { echo, startTappedOrigin, type Answer } from "../support/tapped-origin.ts";
import { ask, codeOf, get } from "../wire/ask.ts";
import { field } from "../support/raw-responses.ts";
import { asTenant, startTwoOrganizations } from "./two-organizations.ts";

const LIMIT = 5;
const CHAIN = [
  "auth",
  "session",
  { use: "rate-limit", with: { sandbox: { maxConcurrent: LIMIT } } },
  "managed",
  "proxy-pool",
  "signer",
];

test("D06: an organization at ten times its concurrency is refused the rest, another does not notice, and places come back", async (t) => {
  const held: (() => void)[] = [];
  const hold: Answer = (request, response, message) => {
    if (!request.target.includes("/hold")) echo(request, response);
    else {
      held.push(() => echo(request, response));
      message.socket.once("close", () => undefined);
    }
  };
  const origin = await startTappedOrigin(t, hold);
  const { gateway, one, other } = await startTwoOrganizations(t, origin.url, {
    chains: { access: { plugins: CHAIN.map((use) => (typeof use === "string" ? { use } : use)) } },
  });
  const greedy = get("/v2/access/proxy/hold", ...asTenant(one));
  const modest = get("/v2/access/proxy/users/me", ...asTenant(other));

  const asked = Array.from({ length: LIMIT * 10 }, () => ask(gateway.port, greedy));
  while (held.length < LIMIT) await origin.change();
  for (let call = 0; call < 20; call++) {
    const { answers } = await ask(gateway.port, modest);
    assert.equal(answers[0]?.status, 200);
  }
  assert.equal(held.length, LIMIT);
  for (const release of held) release();

  const answers = (await Promise.all(asked)).map((one) => one.answers[0]);
  const refused = answers.filter((answer) => answer?.status === 429);
  assert.equal(answers.filter((answer) => answer?.status === 200).length, LIMIT);
  assert.equal(refused.length, LIMIT * 9);
  assert.equal(codeOf(refused[0]), "RATE_LIMIT_EXCEEDED");
  assert.equal(field(refused[0], "retry-after"), "1");
  const after = await ask(gateway.port, get("/v2/access/proxy/users/me", ...asTenant(one)));
  assert.equal(after.answers[0]?.status, 200);
});

test("D06: clients that leave give their places back", async (t) => {
  const origin = await startTappedOrigin(t, (request, response) => {
    if (!request.target.includes("/hold")) echo(request, response);
  });
  const { gateway, one } = await startTwoOrganizations(t, origin.url, {
    chains: { access: { plugins: CHAIN.map((use) => (typeof use === "string" ? { use } : use)) } },
  });
  const pending = Array.from({ length: LIMIT }, async () => {
    const { client } = await ask(gateway.port, get("/v2/access/proxy/hold", ...asTenant(one)), {
      count: 0,
    });
    return client;
  });
  const clients = await Promise.all(pending);
  while (origin.requests.length < LIMIT) await origin.change();
  const again = get("/v2/access/proxy/users/me", ...asTenant(one));
  assert.equal((await ask(gateway.port, again)).answers[0]?.status, 429);
  for (const client of clients) client.reset();
  // The upstream's connections are closed with the exchanges they served.
  while (origin.open() > 0) await origin.change();
  assert.equal((await ask(gateway.port, again)).answers[0]?.status, 200);
});

import assert from "node:assert/strict";
import test from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import session from "../../plugins/session.ts";
import { exercise } from "../support/exercise.ts";

const connection = { id: "conn_1", environment: "sandbox", state: "active" };
const grant = { connectionId: "conn_1", appId: "app_1", permissions: new Set(["posts:read"]) };
const caller = { organizationId: "org_1", appId: "app_1", environment: "sandbox" };
const environments = { sandbox: { name: "sandbox", origin: "http://127.0.0.1:9" } };

async function fixture(
  options: {
    readonly headers?: Record<string, string>;
    readonly setState?: () => Promise<void>;
    readonly environments?: object;
  } = {},
) {
  const resolved: unknown[] = [];
  const states: unknown[] = [];
  const run = await exercise(session, {
    headers: options.headers ?? { "x-connection-id": "conn_1" },
    facts: { caller },
    services: {
      environments: options.environments ?? environments,
      connections: {
        resolve: (...call: unknown[]) => {
          resolved.push(call);
          return { connection, grant };
        },
        setState: (...call: unknown[]) => {
          states.push(call);
          return options.setState?.() ?? Promise.resolve();
        },
      },
    },
  });
  await run.onRequest();
  return { run, resolved, states };
}

test("the connection and the app's grant become facts", async () => {
  const { run, resolved } = await fixture();
  assert.deepEqual(resolved, [[caller, "conn_1"]]);
  assert.equal(run.exchange.facts["connection"], connection);
  assert.equal(run.exchange.facts["grant"], grant);
});

test("without the header the connections' own answer is asked for, so that all refusals look alike", async () => {
  const { resolved } = await fixture({ headers: {} });
  assert.deepEqual(resolved, [[caller, undefined]]);
});

test("I01: the origin is the environment's, whatever the client's target says", async () => {
  const { run } = await fixture();
  run.request.origin = "https://evil.test";
  await run.onUpstreamRequest();
  assert.equal(run.request.origin, "http://127.0.0.1:9");
});

test("an environment that is switched off is not ready", async () => {
  const { run } = await fixture({ environments: {} });
  await assert.rejects(run.onUpstreamRequest(), { code: "NOT_READY" });
});

const endings: readonly (readonly [number, string, number | undefined, string | undefined])[] = [
  [401, "Access denied.", undefined, "expired"],
  [400, "Wrong user.", 301, "expired"],
  [400, "OTP required", 101, "challenged"],
  [400, "Please refresh the page", 401, undefined],
  [404, "User not found", 0, undefined],
  [200, "Access denied.", undefined, undefined],
];
for (const [status, message, code, state] of endings) {
  test(`an answer of ${status} "${message}" leaves the connection ${state ?? "as it is"}`, async () => {
    const { run, states } = await fixture();
    const body = JSON.stringify({ error: { code, message } });
    assert.equal(await run.onUpstreamResponse({ status, body }), undefined, "it passes through");
    assert.deepEqual(states, state === undefined ? [] : [["conn_1", state, message]]);
  });
}

test("an ended session is also noticed where another plugin made the answer an error", async () => {
  const { run, states } = await fixture();
  await run.onError(
    new GatewayError("SESSION_EXPIRED", "It asks for a second factor.", {
      reason: "challenged",
      upstream: { status: 400, code: 101, message: "OTP required" },
    }),
  );
  assert.deepEqual(states, [["conn_1", "challenged", "OTP required"]]);
});

test("an error that did not come from upstream changes no state", async () => {
  const { run, states } = await fixture();
  await run.onError(new GatewayError("SESSION_EXPIRED", "Paused.", { reason: "paused" }));
  await run.onError(new GatewayError("PROXY_ERROR", "Dead."));
  assert.deepEqual(states, []);
});

test("an exchange is answered although the state could not be saved, and the log says so", async () => {
  const { run } = await fixture({ setState: () => Promise.reject(new Error("disk full")) });
  const body = JSON.stringify({ error: { message: "Access denied." } });
  await run.onUpstreamResponse({ status: 401, body });
  assert.deepEqual(
    run.logged.map(({ level }) => level),
    ["error"],
  );
});

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
    readonly heard?: () => Promise<void>;
    readonly environments?: object;
  } = {},
) {
  const resolved: unknown[] = [];
  const heard: unknown[] = [];
  const counted: unknown[] = [];
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
      },
      health: {
        heard: (of: object, error: GatewayError | undefined) => {
          heard.push([of, error && [error.code, error.details.reason]]);
          return options.heard?.();
        },
        errors: { add: (id: string, error: GatewayError) => counted.push([id, error.code]) },
      },
    },
  });
  await run.onRequest();
  return { run, resolved, heard, counted };
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

const endings: readonly (readonly [number, string, number | undefined, unknown])[] = [
  [401, "Access denied.", undefined, ["SESSION_EXPIRED", "expired"]],
  [400, "Wrong user.", 301, ["SESSION_EXPIRED", "expired"]],
  [400, "OTP required", 101, ["SESSION_EXPIRED", "challenged"]],
  [400, "Please refresh the page", 401, ["RULES_OUTDATED", undefined]],
  [404, "User not found", 0, ["RESOURCE_NOT_FOUND", undefined]],
  [200, "Access denied.", undefined, undefined],
];
for (const [status, message, code, error] of endings) {
  test(`an answer of ${status} "${message}" passes through and is heard as what it says`, async () => {
    const { run, heard, counted } = await fixture();
    const body = JSON.stringify({ error: { code, message } });
    assert.equal(await run.onUpstreamResponse({ status, body }), undefined, "it passes through");
    assert.deepEqual(heard, [[connection, error]]);
    assert.equal(counted.length, error === undefined ? 0 : 1);
  });
}

test("an ended session is also heard of where another plugin made the answer an error; it counts once", async () => {
  const { run, heard, counted } = await fixture();
  const error = new GatewayError("SESSION_EXPIRED", "It asks for a second factor.", {
    reason: "challenged",
    upstream: { status: 400, code: 101, message: "OTP required" },
  });
  await run.onError(error);
  run.onComplete({ status: 401, error });
  assert.deepEqual(heard, [[connection, ["SESSION_EXPIRED", "challenged"]]]);
  assert.deepEqual(counted, [["conn_1", "SESSION_EXPIRED"]]);
});

test("an error that did not come from upstream says nothing of the session", async () => {
  const { run, heard } = await fixture();
  await run.onError(new GatewayError("SESSION_EXPIRED", "Paused.", { reason: "paused" }));
  await run.onError(new GatewayError("PROXY_ERROR", "Dead."));
  assert.deepEqual(heard, []);
});

test("an exchange is answered although the state could not be saved, and the log says so", async () => {
  const { run } = await fixture({ heard: () => Promise.reject(new Error("disk full")) });
  const body = JSON.stringify({ error: { message: "Access denied." } });
  await run.onUpstreamResponse({ status: 401, body });
  assert.deepEqual(
    run.logged.map(({ level }) => level),
    ["error"],
  );
});

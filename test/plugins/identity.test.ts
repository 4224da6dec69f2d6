import assert from "node:assert/strict";
import test from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import type { Caller } from "../../gateway/keys/keys.ts";
import auth from "../../plugins/auth.ts";
import requestId from "../../plugins/request-id.ts";
import { exercise } from "../support/exercise.ts";

const caller: Caller = {
  organizationId: "org_1",
  appId: "app_1",
  keyId: "key_1",
  environment: "sandbox",
  scopes: new Set(["ACCESS"]),
};

test("request-id says the exchange's name on whatever answer it gets", async () => {
  const run = await exercise(requestId);
  assert.deepEqual(await run.onRequest(), { requestId: "req_test" });
  assert.deepEqual(run.exchange.answerHeaders, { "x-request-id": "req_test" });
});

const ways: readonly Record<string, string>[] = [
  { apikey: "ck_1" },
  { "x-api-key": "ck_1" },
  { authorization: "Bearer ck_1" },
];
for (const headers of ways) {
  test(`auth takes the key from ${Object.keys(headers).join()}, at once or after a look-up`, async () => {
    for (const found of [caller, Promise.resolve(caller)]) {
      const presented: unknown[] = [];
      const authenticate = (key: unknown) => {
        presented.push(key);
        return found;
      };
      const run = await exercise(auth, { headers, services: { keys: { authenticate } } });
      await run.onRequest();
      assert.equal(run.exchange.facts["caller"], caller);
      assert.deepEqual(presented, ["ck_1"]);
    }
  });
}

test("auth refuses a key that lacks the scope ACCESS", async () => {
  const weak = { ...caller, scopes: new Set(["RULES"]) };
  for (const found of [weak, Promise.resolve(weak)]) {
    const run = await exercise(auth, { services: { keys: { authenticate: () => found } } });
    await assert.rejects(run.onRequest(), { code: "FORBIDDEN", message: /ACCESS/ });
    assert.deepEqual(run.exchange.facts, {});
  }
});

test("auth passes on why a key is not accepted", async () => {
  const authenticate = () => {
    throw new GatewayError("UNAUTHORIZED", "No key was sent.");
  };
  const run = await exercise(auth, { services: { keys: { authenticate } } });
  await assert.rejects(run.onRequest(), { code: "UNAUTHORIZED" });
});

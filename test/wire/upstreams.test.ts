import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { startScriptedOrigin } from "../support/scripted-origin.ts";
import { ask, codeOf, get } from "./ask.ts";
import { UPSTREAM_CASES } from "./upstream-cases.ts";

describe("answers of a broken or hostile upstream", { concurrency: 4 }, async () => {
  const cleanup = { after };
  const origins = await Promise.all(
    UPSTREAM_CASES.map(({ script }) => startScriptedOrigin(cleanup, script)),
  );
  const gateway = await startTestGateway(cleanup, {
    timeouts: { headMs: 400, bodyIdleMs: 400, totalMs: 1500 },
    chains: { plain: { plugins: [] } },
    routes: origins.map(({ url }, index) => ({
      prefix: `/${index}`,
      chain: "plain",
      upstream: url,
    })),
  });

  for (const [index, one] of UPSTREAM_CASES.entries()) {
    it(`${one.id}: ${one.title}`, async () => {
      const bytes = one.request?.(`/${index}`) ?? get(`/${index}`);
      const { answers, client } = await ask(gateway.port, bytes);
      client.destroy();
      const [answer] = answers;
      assert.equal(answers.length, 1, "exactly one answer");
      assert.ok(answer?.complete);
      const code = codeOf(answer);
      if (code !== undefined) {
        assert.ok(one.codes?.includes(code), `got ${code}`);
        // What could not be read to its end must never carry another exchange.
        await origins[index]?.idle();
      } else assert.equal(answer.status, one.status);
      assert.doesNotMatch(answer.reason, /[^\x20-\x7e]/);
    });
  }
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { startTestGateway } from "../support/gateway.ts";
import { makeFolder, makeRulesCopy } from "./folder.ts";
import { call, command } from "./sandbox-script.ts";
import { until } from "./until.ts";

const RELOADS = 12;
const REVISIONS = 10;
const CALLERS = 6;

/** Says at both ends of an exchange which generation's code is running, and tells when it is closed. */
const STAMPER = `
import { definePlugin, Type } from "countersign/plugin";
export default definePlugin({
  name: "stamper",
  summary: "Stamps.",
  config: Type.Object({ word: Type.String({ description: "The stamp." }) }),
  setup: ({ word }, { log }) => ({
    onRequest: ({ answerHeaders }) => { answerHeaders["x-began"] = word; },
    onUpstreamResponse: ({ answerHeaders }) => { answerHeaders["x-ended"] = word; },
    close: () => { log.info({ word }, "stamper closed"); },
  }),
});
`;

const configOf = (word: string) => ({
  chains: {
    access: {
      plugins: [
        { use: "./stamper.ts", with: { word } },
        "auth",
        "session",
        "managed",
        "proxy-pool",
        "signer",
      ],
    },
  },
});

async function startStamped(t: Parameters<typeof makeFolder>[0]) {
  const folder = await makeFolder(t);
  await folder.drop("stamper.ts", STAMPER);
  await folder.drop("gateway.json", configOf("w0"));
  const config = join(folder.path, "gateway.json");
  return { folder, gateway: await startTestGateway(t, {}, { config }) };
}

test("reloads under load fail nothing, and every exchange ends in the generation it began in", async (t) => {
  const { folder, gateway } = await startStamped(t);
  const seen: { readonly status: number; readonly began: string; readonly ended: string }[] = [];
  let isStopped = false;
  const caller = async () => {
    while (!isStopped) {
      const { status, headers } = await answered(gateway, "/v2/access/self");
      const stamp = (name: string) => headers.get(name) ?? "none";
      seen.push({ status, began: stamp("x-began"), ended: stamp("x-ended") });
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  for (let count = 1; count <= RELOADS; count++) {
    await folder.drop("gateway.json", configOf(`w${count}`));
    await until(`reload ${count}`, () => seen.at(-1)?.began === `w${count}`);
  }
  isStopped = true;
  await Promise.all(callers);
  assert.deepEqual(
    seen.filter(({ status, began, ended }) => status !== 200 || began !== ended),
    [],
  );
  assert.equal(new Set(seen.map(({ began }) => began)).size, RELOADS + 1);
  t.diagnostic(`${seen.length} exchanges over ${RELOADS} reloads, 0 failed, 0 mixed`);
});

test("a slow exchange keeps its generation alive, and its plugins are closed only after it", async (t) => {
  const { folder, gateway } = await startStamped(t);
  await command(gateway, "fault", {
    kind: "dripped-body",
    path: "/api2/v2/users/me",
    everyMs: 100,
  });
  const slow = await call(gateway, "/v2/access/proxy/users/me");
  await folder.drop("gateway.json", configOf("w1"));
  await until(
    "the new generation",
    async () => (await answered(gateway, "/v2/access/self")).headers.get("x-began") === "w1",
  );
  const generations = async () => {
    const response = await fetch(new URL("/admin/generations", gateway.adminUrl), {
      headers: { authorization: `Bearer ${gateway.adminToken}` },
    });
    const body = (await response.json()) as {
      generations: { id: number; isCurrent: boolean; inFlight: number }[];
    };
    return body.generations.map(({ id, isCurrent, inFlight }) => ({ id, isCurrent, inFlight }));
  };
  const isClosed = () => gateway.log().includes("stamper closed");
  assert.deepEqual(await generations(), [
    { id: 2, isCurrent: true, inFlight: 0 },
    { id: 1, isCurrent: false, inFlight: 1 },
  ]);
  assert.equal(isClosed(), false);
  const { isAuth } = (await slow.json()) as { isAuth: boolean };
  assert.equal(isAuth, true);
  assert.equal(slow.headers.get("x-ended"), "w0");
  await until("the end of the old generation", isClosed);
  assert.equal((await generations()).length, 1);
});

test("FR21: every attempt is made with one revision from start to end while the rules change ten times", async (t) => {
  const rules = await makeRulesCopy(t);
  const gateway = await startTestGateway(
    t,
    { environments: { sandbox: { feed: false } } },
    { env: { RULES_DIR: rules.path } },
  );
  // Old builds stay good, so that whatever is refused was mixed of two.
  const rotate = async (count: number) => {
    const newest = await command(gateway, "rotate", { graceMs: 3_600_000 });
    await rules.drop(`sandbox/${count}.json`, newest as object);
  };
  await rotate(0);
  const isReady = async () => (await fetch(new URL("/readyz", gateway.adminUrl))).ok;
  await until("the first rules", isReady);
  let isStopped = false;
  const statuses: number[] = [];
  const caller = async () => {
    while (!isStopped) statuses.push((await answered(gateway, "/v2/access/proxy/users/me")).status);
  };
  const callers = Array.from({ length: CALLERS }, caller);
  for (let count = 1; count <= REVISIONS; count++) {
    await rotate(count);
    const { end } = (await (
      await fetch(`${gateway.sandbox.url}/_sandbox/rules/current`)
    ).json()) as { end: string };
    await until(`revision ${count}`, async () => (await gateway.metrics()).includes(end));
  }
  isStopped = true;
  await Promise.all(callers);
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
  t.diagnostic(`${statuses.length} exchanges over ${REVISIONS} revisions, 0 mixed`);
});

/** An answer whose body has been read. */
async function answered(gateway: Parameters<typeof call>[0], path: string): Promise<Response> {
  const response = await call(gateway, path);
  await response.arrayBuffer();
  return response;
}

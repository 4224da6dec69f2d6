import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { startTestGateway } from "../support/gateway.ts";
import { makeFolder, makeRulesCopy } from "./folder.ts";
import { call, command, startLoad, verdicts } from "./sandbox-script.ts";
import { until } from "./until.ts";

const CHAIN = ["metrics", "auth", "session", "managed", "proxy-pool", "signer"];
const addingPlugin = fileURLToPath(
  new URL("../../config/examples/plugins/hmac-sha512.ts", import.meta.url),
);

/** Constants for the keyed schemes, newer than every build before them, and the sandbox's half of the same. */
function makeKey(hash: "sha256" | "sha512") {
  const secret = randomBytes(20).toString("hex");
  const issued = Math.floor(Date.now() / 1000);
  return {
    document: {
      scheme: `keyed-${hash}`,
      params: { key_id: "k1", secret, client: "web-1", issued },
    },
    sandbox: {
      scheme: `hmac-${hash}`,
      secret,
      message: ["method", "path", "time", "userId", "web-1"],
      separator: "|",
      prefix: "k1.",
      signHeader: "x-signature",
      timeHeader: "x-timestamp",
    },
  };
}

function schemeFile(name: string): Promise<string> {
  return readFile(new URL(`../rules/fixtures/${name}.json`, import.meta.url), "utf8");
}

/** Of the last signed request: what is fetched beside them has no signature. */
async function lastHead(sandboxUrl: string): Promise<Readonly<Record<string, string>>> {
  const response = await fetch(`${sandboxUrl}/_sandbox/log?limit=10`);
  const { list } = (await response.json()) as {
    list: { target: string; headers: [string, string][] }[];
  };
  const last = list.findLast(({ target }) => target.startsWith("/api2/v2/"));
  return Object.fromEntries(last?.headers ?? []);
}

test("a second signing scheme, dropped in as JSON alone under load, signs what the sandbox then asks for, and nothing fails", async (t) => {
  const rules = await makeRulesCopy(t);
  const gateway = await startTestGateway(
    t,
    { rules: { refreshWaitMs: 8_000 } },
    { env: { RULES_DIR: rules.path } },
  );
  const { document, sandbox } = makeKey("sha256");
  const load = startLoad(gateway);
  await command(gateway, "scheme", sandbox);
  // Its time header is another one, and that is missed first.
  await until("a refusal", async () => ((await verdicts(gateway))["clock"] ?? 0) > 0);
  await rules.drop("schemes/keyed-sha256.json", await schemeFile("keyed-sha256"));
  await rules.drop("sandbox/keyed.json", document);
  const answer = await call(gateway, "/v2/access/proxy/posts?limit=2&x=%5B%5D");
  assert.equal(answer.status, 200);
  const head = await lastHead(gateway.sandbox.url);
  assert.match(head["x-signature"] ?? "", /^k1\.[0-9a-f]{64}$/);
  assert.equal(head["x-client"], "web-1");
  assert.equal(head["sign"], undefined);
  const statuses = await load.stop();
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
  const seen = await verdicts(gateway);
  t.diagnostic(`${statuses.length} exchanges, 0 failed; verdicts ${JSON.stringify(seen)}`);
});

test("a scheme that needs an operation of its own waits, says so, and signs once the example plugin is in a chain", async (t) => {
  const rules = await makeRulesCopy(t);
  const folder = await makeFolder(t);
  const configOf = (plugins: readonly string[]) => ({ chains: { access: { plugins } } });
  await folder.drop("gateway.json", configOf(CHAIN));
  const gateway = await startTestGateway(
    t,
    {},
    { config: join(folder.path, "gateway.json"), env: { RULES_DIR: rules.path } },
  );
  const { document, sandbox } = makeKey("sha512");
  await rules.drop("schemes/keyed-sha512.json", await schemeFile("keyed-sha512"));
  await rules.drop("sandbox/keyed.json", document);
  await until("the refusal of scheme and document", () =>
    ["hmacSha512", "no signing scheme of this name is live"].every((text) =>
      gateway.log().includes(text),
    ),
  );
  assert.equal((await call(gateway, "/v2/access/self")).status, 200, "the old scheme goes on");

  await command(gateway, "scheme", sandbox);
  await folder.drop("gateway.json", configOf([addingPlugin, ...CHAIN]));
  await until(
    "an exchange signed with the new operation",
    async () => (await call(gateway, "/v2/access/self")).status === 200,
  );
  const head = await lastHead(gateway.sandbox.url);
  assert.match(head["x-signature"] ?? "", /^k1\.[0-9a-f]{128}$/);
});

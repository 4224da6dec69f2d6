import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnyPlugin } from "../../../gateway/chain/plugin.ts";
import { startGateway, type Gateway } from "../../../gateway/gateway.ts";
import type { Transport } from "../../../gateway/http/transport.ts";
import type { Services } from "../../../gateway/services.ts";
import plugins from "../../../plugins/index.ts";
import { session } from "../../api/account-gateway.ts";
import { makeRulesFolder } from "../../support/rules-folder.ts";
import { report, upstreamUrl } from "./serve.ts";

const SIGNATURES = 20_000;

/** Serves with the default chain as it is shipped, before the bench's upstream; `connections` lie in the store beside those it is driven with. */
export async function serveCountersign(
  options: { readonly transport?: Transport; readonly connections?: number } = {},
): Promise<void> {
  const { transport, connections = 0 } = options;
  const dataDir = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  process.on("exit", () => rmSync(dataDir, { recursive: true, force: true }));
  let services: Services | undefined;
  /** A plugin of the chain is where services are lent to; it works as before. */
  const lendServices = (plugin: AnyPlugin): AnyPlugin => ({
    ...plugin,
    setup: (config, host) => {
      services = host.services;
      return plugin.setup(config, host);
    },
  });
  const gateway = await startGateway({
    config: { environments: { sandbox: { origin: upstreamUrl() } } },
    env: {
      DATA_DIR: dataDir,
      RULES_DIR: await makeRulesFolder(dataDir),
      PORT: "0",
      ADMIN_PORT: "0",
    },
    ...(transport && { transport }),
    plugins: plugins.map((plugin) => (plugin.name === "signer" ? lendServices(plugin) : plugin)),
  });
  if (connections > 0) await importConnections(gateway, connections);
  report(
    {
      port: Number(new URL(gateway.url).port),
      prefix: "/v2/access/proxy",
      fields: {
        apikey: gateway.sandbox?.apiKey ?? "",
        "x-connection-id": gateway.sandbox?.connections.creator ?? "",
      },
    },
    {
      reload: async () => {
        await gateway.reload();
        return 0;
      },
      sign: () => Promise.resolve(signMicroseconds(services)),
    },
  );
}

/** Imports so many accounts; none is driven. */
async function importConnections({ adminUrl, adminToken }: Gateway, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) =>
    JSON.stringify(session(`${10_000 + index}`)),
  );
  const answer = await fetch(`${adminUrl}/admin/connections/import?environment=sandbox`, {
    method: "POST",
    headers: { authorization: `Bearer ${adminToken}`, "content-type": "application/jsonl" },
    body: rows.join("\n"),
  });
  const done = (await answer.text()).split("\n").filter((line) => line.includes('"ok":true'));
  if (done.length !== count) throw new Error(`${done.length} of ${count} were imported`);
}

/** The mean time of one signature, warmed up. */
function signMicroseconds(services: Services | undefined): number {
  const rules = services?.rules.current("sandbox");
  if (!rules) return NaN;
  const signOne = (count: number) =>
    rules.sign({
      time: String(1_700_000_000_000 + count),
      method: "GET",
      path: `/api2/v2/users/me?n=${count}`,
      userId: "123456789",
      session: { userAgent: "Mozilla/5.0", xBc: "0123456789abcdef" },
    });
  for (let count = 0; count < SIGNATURES; count++) signOne(count);
  const startedAt = performance.now();
  for (let count = 0; count < SIGNATURES; count++) signOne(count);
  return ((performance.now() - startedAt) * 1000) / SIGNATURES;
}

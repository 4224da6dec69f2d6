import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnyPlugin } from "../../../gateway/chain/plugin.ts";
import { startGateway, type Gateway } from "../../../gateway/gateway.ts";
import type { Transport } from "../../../gateway/http/transport.ts";
import type { Services } from "../../../gateway/services.ts";
import builtIn from "../../../plugins/index.ts";
import { makeRulesFolder } from "../../support/rules-folder.ts";
import { report, upstreamUrl } from "./serve.ts";

const SIGNATURES = 20_000;

/** Where it keeps its data, and what differs from the gateway as shipped. */
export interface CountersignOptions {
  /** A folder prepared before, which stays; unless given one of its own that goes with the process. */
  readonly dataDir?: string;
  readonly transport?: Transport;
  readonly plugins?: readonly AnyPlugin[];
}

/** A gateway with the default chain as it is shipped, before the bench's upstream. */
export async function openCountersign(
  options: CountersignOptions & { readonly dataDir: string },
): Promise<Gateway> {
  const { dataDir, transport, plugins = builtIn } = options;
  return startGateway({
    config: { environments: { sandbox: { origin: upstreamUrl() } } },
    env: {
      DATA_DIR: dataDir,
      RULES_DIR: await makeRulesFolder(dataDir),
      PORT: "0",
      ADMIN_PORT: "0",
    },
    ...(transport && { transport }),
    plugins,
  });
}

/** Serves with it, and signs when told. */
export async function serveCountersign(options: CountersignOptions = {}): Promise<void> {
  const { dataDir = await ownFolder() } = options;
  let services: Services | undefined;
  /** A plugin of the chain is where services are lent to; it works as before. */
  const lendServices = (plugin: AnyPlugin): AnyPlugin => ({
    ...plugin,
    setup: (config, host) => {
      services = host.services;
      return plugin.setup(config, host);
    },
  });
  const plugins = builtIn.map((one) => (one.name === "signer" ? lendServices(one) : one));
  const gateway = await openCountersign({ ...options, dataDir, plugins });
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

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
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

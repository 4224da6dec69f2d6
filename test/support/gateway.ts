import { startGateway } from "../../gateway/gateway.ts";
import type { GatewayOptions } from "../../gateway/gateway-options.ts";
import plugins from "../../plugins/index.ts";
import type { Cleanup } from "./cleanup.ts";
import { portOf } from "./raw-client.ts";
import { makeRulesFolder } from "./rules-folder.ts";
import { discardScratch, makeScratch, newScratch } from "./scratch.ts";
import { keepSaid, rememberSecrets, suiteFolder } from "./suite/kept.ts";

/** A gateway started for a test, with everything it said. */
export interface TestGateway {
  readonly url: string;
  readonly port: number;
  readonly adminUrl: string;
  readonly adminToken: string;
  /** The sandbox's hand-out: a key, and the connection IDs of its two accounts. */
  readonly sandbox: {
    readonly url: string;
    readonly apiKey: string;
    readonly creator: string;
    readonly fan: string;
  };
  /** Every log line so far, as JSON: for a scan for canaries, or for what was reported. */
  readonly log: () => string;
  /** The text of `/metrics`. */
  readonly metrics: () => Promise<string>;
  readonly dataDir: string;
  readonly reload: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** A configuration, or the part of one that differs from the defaults. */
export type TestConfig = Readonly<Record<string, unknown>>;

/** Starts a gateway on free ports with a data folder of its own; it ends with the test. */
export async function startTestGateway(
  cleanup: Cleanup,
  config: TestConfig = {},
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const dataDir = newScratch("data");
  const lines: string[] = [];
  const gateway = await startGateway({
    // A test shares its event loop with clients and upstreams: their work is no lag of the gateway's.
    config: {
      ...config,
      limits: { maxLagMs: 60_000, ...(config["limits"] as object | undefined) },
    },
    plugins,
    logDestination: { write: (line) => lines.push(line) },
    ...options,
    env: { DATA_DIR: dataDir, PORT: "0", ADMIN_PORT: "0", ...options.env },
  });
  let closing: Promise<void> | undefined;
  const close = () => (closing ??= gateway.close());
  const { url, adminUrl, adminToken, sandbox } = gateway;
  const metrics = async () => (await fetch(new URL("/metrics", adminUrl))).text();
  rememberSecrets({ name: "admin token", value: adminToken });
  if (sandbox !== undefined) rememberSecrets({ name: "API key", value: sandbox.apiKey });
  cleanup.after(async () => {
    if (suiteFolder() !== undefined && closing === undefined) keepSaid("metrics", await metrics());
    await close();
    keepSaid("log", lines.join(""));
    discardScratch(dataDir);
  });
  return {
    url,
    port: portOf(url),
    adminUrl,
    adminToken,
    sandbox: {
      url: sandbox?.upstreamUrl ?? "",
      apiKey: sandbox?.apiKey ?? "",
      creator: sandbox?.connections.creator ?? "",
      fan: sandbox?.connections.fan ?? "",
    },
    log: () => lines.join(""),
    metrics,
    dataDir,
    reload: () => gateway.reload(),
    close,
  };
}

/** A gateway whose only route is a chain without plugins to one upstream. */
export function startPlainGateway(
  cleanup: Cleanup,
  upstream: string,
  config: TestConfig = {},
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  return startTestGateway(
    cleanup,
    {
      ...config,
      chains: { plain: { plugins: [] } },
      routes: [{ prefix: "/", chain: "plain", upstream }],
    },
    options,
  );
}

/** A gateway with the default chain, its sandbox environment pointed at another upstream. */
export async function startSignedGateway(
  cleanup: Cleanup,
  upstream: string,
  config: TestConfig = {},
  options: Partial<GatewayOptions> = {},
): Promise<TestGateway> {
  const folder = makeScratch(cleanup, "rules");
  return startTestGateway(
    cleanup,
    { ...config, environments: { sandbox: { origin: upstream } } },
    { ...options, env: { RULES_DIR: await makeRulesFolder(folder), ...options.env } },
  );
}

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { AccountServices } from "../../gateway/account-services.ts";
import { createApi } from "../../gateway/api/api.ts";
import { systemClock } from "../../gateway/clock.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { Caller, Keys, Scope } from "../../gateway/keys/keys.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { ActiveRules, Rules } from "../../gateway/rules/rules.ts";
import type { Store } from "../../gateway/store/store.ts";

/** The present of every test of the control plane. */
export const now = Date.UTC(2026, 8, 1, 12);

/** A build whose signature shows what was signed. */
export function build(order: number, params: Record<string, unknown> = {}): ActiveRules {
  return {
    environment: "sandbox",
    revision: `1000:${order}`,
    scheme: "onlyfans",
    params: {
      static_param: "static0param1",
      start: "1000",
      end: order.toString(16),
      checksum_indexes: [1, 2, 3],
      checksum_constant: -5,
      app_token: "app1token2",
      ...params,
    },
    order,
    builtAt: undefined,
    acceptedAt: now,
    source: "test",
    sign: ({ time, path, userId }) => ({
      set: {
        sign: `signed ${path}`,
        time,
        "app-token": "app1token2",
        ...(userId !== "0" && { "user-id": userId }),
      },
      remove: [],
    }),
  };
}

/** Serves a control plane on loopback; keys are `all`, `none`, or the name of their one scope. */
export async function serveApi(
  t: TestContext,
  {
    builds = [build(1)],
    current = builds.at(-1),
  }: { builds?: ActiveRules[]; current?: ActiveRules } = {},
) {
  const lines: string[] = [];
  const clock = { ...systemClock, now: () => now };
  const log = createLog({
    level: "debug",
    clock,
    destination: { write: (line) => lines.push(line) },
  });
  const metrics = createMetrics({ clock });
  const rules = { current: () => current, builds: () => builds } as Pick<
    Rules,
    "current" | "builds"
  >;
  const api = await createApi({
    services: { keys: keys as Keys, rules: rules as Rules },
    accounts: { store: { organizations } } as unknown as AccountServices,
    clock,
    log,
    metrics: metrics.plugin,
  });
  let requests = 0;
  const server = createServer((req, res) => {
    api.handle(req, res, `req_${++requests}`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(async () => {
    server.close();
    server.closeAllConnections();
    await api.close();
    metrics.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    lines,
    metrics,
    get: (path: string, headers: Record<string, string> = { apikey: "all" }) =>
      fetch(url + path, { headers, redirect: "manual" }),
    post: (path: string, body: unknown, headers: Record<string, string> = { apikey: "all" }) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

const organizations: Pick<Store["organizations"], "find"> = {
  find: (id) => Promise.resolve({ id, name: "Studio", isDefault: 1, createdAt: now }),
};

const scopes: Readonly<Record<string, readonly Scope[]>> = {
  all: ["ACCESS", "ACCOUNT", "LINK", "RULES"],
  none: [],
  RULES: ["RULES"],
  ACCOUNT: ["ACCOUNT"],
};

const keys: Pick<Keys, "authenticate"> = {
  authenticate: (presented): Caller => {
    const granted = scopes[presented ?? ""];
    if (granted === undefined) throw new GatewayError("UNAUTHORIZED", "This API key is unknown.");
    return {
      organizationId: "org_1",
      appId: "app_1",
      keyId: "key_1",
      environment: "sandbox",
      scopes: new Set(granted),
    };
  },
};

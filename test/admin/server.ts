import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { text as textOf } from "node:stream/consumers";
import type { TestContext } from "node:test";
import type { AccountServices } from "../../gateway/account-services.ts";
import type { Act } from "../../gateway/audit/audit.ts";
import { systemClock } from "../../gateway/clock.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { AdminActions } from "../../gateway/admin/running.ts";
import { startAdmin } from "../../gateway/admin/start-admin.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { Readiness } from "../../gateway/observe/readiness.ts";
import type { ActiveRules } from "../../gateway/rules/rules.ts";

/** The admin token of every test. */
export const token = `adm_${"T0ken".repeat(10)}`.slice(0, 52);
/** Nothing is wrong. */
export const isReady: Readiness = { ready: true, checks: [], rules: [], feeds: [], warnings: [] };

const build: ActiveRules = {
  environment: "live",
  revision: "1:a",
  scheme: "onlyfans",
  params: { static_param: "constant-canary" },
  order: 1,
  builtAt: 0,
  acceptedAt: 0,
  source: "live/a.json",
  sign: () => ({ set: {}, remove: [] }),
};

/** Starts an admin listener over actions that only record what they were asked. */
export async function serveAdmin(
  t: TestContext,
  overrides: { ready?: () => Readiness; metricsToken?: string } = {},
) {
  const calls: unknown[] = [];
  const lines: string[] = [];
  const acts: Act[] = [];
  let elapsedMs = 0;
  const clock = { ...systemClock, elapsed: () => elapsedMs };
  const log = createLog({
    level: "info",
    clock,
    destination: { write: (line) => lines.push(line) },
  });
  const metrics = createMetrics({ clock });
  const outcome = { result: "applied", generation: 2, problems: [] } as const;
  const actions: AdminActions = {
    problems: () => [],
    compare: () => Promise.resolve({ declared: [], missing: [] }),
    generations: () => [
      {
        id: 1,
        isCurrent: true,
        inFlight: 0,
        startedAt: "2026-01-01T00:00:00.000Z",
        configHash: "h",
      },
    ],
    reload: (options) => {
      calls.push(["reload", options]);
      return Promise.resolve(outcome);
    },
    earlier: () => [],
    rollback: (name) => {
      calls.push(name === undefined ? ["rollback"] : ["rollback", name]);
      return Promise.resolve(outcome);
    },
    lift: () => {
      calls.push(["lift"]);
      return Promise.resolve(outcome);
    },
    exchanges: () => [{ id: "req_1", generation: 1, route: "/v2/access", method: "GET", ageMs: 5 }],
    egress: {
      list: () => [
        {
          id: "direct",
          isEjected: false,
          failures: 0,
          pool: "default",
          kind: "direct",
          country: null,
          connections: 2,
          maxConnections: null,
          limitedUntil: null,
        },
      ],
      test: (egressId, options) => {
        calls.push(["test", egressId, options]);
        return Promise.reject(new GatewayError("PROXY_ERROR", "Dead.", { reason: "refused" }));
      },
    },
    drift: {
      reports: () => [],
      accept: () => Promise.reject(new GatewayError("RESOURCE_NOT_FOUND", "None.")),
    },
    environments: ["live"],
    clock,
    rules: {
      current: () => build,
      builds: () => [build],
      rejections: () => [
        {
          environment: "live",
          source: "live/b.json",
          place: "/end",
          reason: "it is not hex",
          at: 0,
        },
      ],
      pin: (environment, revision) => {
        if (revision !== build.revision)
          throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such build.");
        calls.push(["pin", environment, revision]);
        return Promise.resolve(build);
      },
      release: (environment) => {
        calls.push(["release", environment]);
        return Promise.resolve();
      },
      pinned: () => undefined,
      bans: () => [],
      awaiting: () => [],
      feeds: () => [],
    },
  };
  const listener = await startAdmin({
    host: "127.0.0.1",
    port: 0,
    token,
    metrics,
    ready: () => isReady,
    actions,
    accounts: {
      audit: { record: (act: Act) => Promise.resolve(void acts.push(act)) },
    } as unknown as AccountServices,
    clock,
    log,
    ...overrides,
  });
  t.after(async () => {
    await listener.close();
    metrics.close();
  });
  const ask = (
    path: string,
    init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
    authorization = `Bearer ${token}`,
  ) => fetch(listener.url + path, { ...init, headers: { authorization, ...init.headers } });
  return {
    url: listener.url,
    calls,
    acts,
    lines,
    ask,
    pass: (ms: number) => (elapsedMs += ms),
  };
}

/** A request whose head says exactly what it is told, `Host` included. */
export async function rawAsk(url: string, path: string, headers: Record<string, string>) {
  const request = httpRequest(url, {
    path,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });
  request.end();
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  return { status: answer.statusCode, body: await textOf(answer) };
}

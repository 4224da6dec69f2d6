import { Ajv } from "ajv";
import type { Clock } from "../../gateway/clock.ts";
import { ANNOTATIONS } from "../../gateway/config/json-schema.ts";
import type { GatewayError } from "../../gateway/errors.ts";
import type {
  Attempt,
  Exchange,
  Headers,
  Outcome,
  UpstreamRequest,
  UpstreamResponse,
} from "../../gateway/chain/exchange.ts";
import type { AnyHooks, AnyPlugin, Host } from "../../gateway/chain/plugin.ts";
import type { Log } from "../../gateway/observe/log.ts";
import type { PluginMetrics } from "../../gateway/observe/families.ts";
import { createFakeClock } from "./fake-clock.ts";

/** One plugin on one made-up exchange: each phase is run by hand and gives what its hook returned. */
export interface Exercise {
  readonly exchange: Exchange & { readonly facts: Record<string, unknown> };
  readonly request: UpstreamRequest;
  /** Facts the hook returns are on the exchange afterwards. */
  readonly onRequest: () => Promise<unknown>;
  readonly onUpstreamRequest: () => Promise<unknown>;
  /** Runs the hook on a new attempt, which `onUpstreamResponse` then answers. */
  readonly onAttempt: (retryOf?: string) => Promise<Attempt>;
  readonly onUpstreamResponse: (answer: MadeUpAnswer) => Promise<unknown>;
  readonly onError: (error: GatewayError) => Promise<unknown>;
  readonly onComplete: (outcome?: Partial<Outcome>) => void;
  readonly logged: readonly { readonly level: string; readonly fields: object }[];
  /** Values by `name{label="value",…}`: sums of counters and gauges, numbers of observations. */
  readonly series: ReadonlyMap<string, number>;
}

/** What the made-up upstream answers. */
export interface MadeUpAnswer {
  readonly status: number;
  readonly headers?: Headers;
  readonly body?: string;
  /** Filled by `response.replace`. */
  replaced?: Buffer | string;
  /** Filled by `response.through`. */
  transforms?: unknown[];
}

/** Sets a plugin up with `config`, its defaults filled in, over a made-up exchange. No socket is opened. */
export async function exercise(
  plugin: AnyPlugin,
  options: {
    readonly config?: object;
    readonly services?: object;
    readonly facts?: Record<string, unknown>;
    readonly headers?: Record<string, string>;
    readonly method?: string;
    readonly target?: string;
    readonly route?: string;
    readonly body?: string;
    readonly clock?: Clock;
  } = {},
): Promise<Exercise> {
  const logged: { level: string; fields: object }[] = [];
  const series = new Map<string, number>();
  const host = {
    clock: options.clock ?? createFakeClock(),
    log: recordingLog(logged),
    metrics: recordingMetrics(series),
    services: options.services ?? {},
  } as Host;
  const hooks: AnyHooks = await plugin.setup(configOf(plugin, options.config) as never, host);
  const exchange = madeUpExchange(options);
  const request: UpstreamRequest = {
    method: exchange.method,
    origin: "",
    path: exchange.target,
    headers: {},
    body: undefined,
  };
  let attempt: Attempt | undefined;
  const attemptOf = (retryOf?: string): Attempt => ({
    number: (attempt?.number ?? 0) + 1,
    retryOf,
    request,
    egress: undefined,
    signature: undefined,
  });
  const any = exchange as never;

  return {
    exchange,
    request,
    onRequest: async () => {
      const result = await hooks.onRequest?.(any);
      if (result !== undefined && plugin.provides !== undefined)
        Object.assign(exchange.facts, result);
      return result;
    },
    onUpstreamRequest: async () => await hooks.onUpstreamRequest?.(any, request),
    onAttempt: async (retryOf) => {
      attempt = attemptOf(retryOf);
      await hooks.onAttempt?.(any, attempt);
      return attempt;
    },
    onUpstreamResponse: async (answer) =>
      await hooks.onUpstreamResponse?.(any, madeUpResponse(answer, (attempt ??= attemptOf()))),
    onError: async (error) => await hooks.onError?.(any, error),
    onComplete: (outcome = {}) => hooks.onComplete?.(any, { ...wellEnded, ...outcome }),
    logged,
    series,
  };
}

const wellEnded: Outcome = {
  status: 200,
  ending: "complete",
  bytesSent: 2,
  bytesReceived: 0,
  durationMs: 30,
  upstreamMs: 20,
  attempts: 1,
  upstreamStatus: 200,
};

function configOf(plugin: AnyPlugin, given: object = {}): object {
  const config = structuredClone(given);
  const ajv = new Ajv({ useDefaults: true, allErrors: true, keywords: [...ANNOTATIONS] });
  if (!ajv.validate(plugin.config, config)) throw new Error(ajv.errorsText());
  return config;
}

function madeUpExchange(options: Parameters<typeof exercise>[1] = {}): Exercise["exchange"] {
  const target = options.target ?? "/v2/access/proxy/users/me";
  const [path = "", search] = target.split("?");
  return {
    id: "req_test",
    route: { prefix: options.route ?? "/v2/access" },
    method: options.method ?? "GET",
    target,
    path,
    query: search === undefined ? "" : `?${search}`,
    headers: options.headers ?? {},
    remoteAddress: "127.0.0.1",
    startedAtMs: 0,
    facts: { ...options.facts },
    answerHeaders: {},
    signal: new AbortController().signal,
    body: () => Promise.resolve(Buffer.from(options.body ?? "")),
    outliveClient: () => undefined,
    watchBody: () => undefined,
  };
}

function madeUpResponse(answer: MadeUpAnswer, attempt: Attempt): UpstreamResponse {
  const bytes = Buffer.from(answer.body ?? "");
  return {
    status: answer.status,
    headers: { "content-type": "application/json", ...answer.headers },
    attempt,
    peek: (maxBytes) =>
      Promise.resolve({
        bytes: bytes.subarray(0, maxBytes),
        complete: bytes.length <= maxBytes,
      }),
    replace: (body) => {
      answer.replaced = body;
    },
    watch: () => undefined,
    through: (transform) => {
      (answer.transforms ??= []).push(transform);
    },
  };
}

function recordingLog(logged: { level: string; fields: object }[]): Log {
  const at = (level: string) => (fields: object) => void logged.push({ level, fields });
  const log: Log = {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    child: () => log,
  };
  return log;
}

function recordingMetrics(series: Map<string, number>): PluginMetrics {
  const nameOf = (name: string, labels: Readonly<Record<string, string>> = {}) =>
    `${name}{${Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join()}}`;
  const add = (key: string, value: number) => series.set(key, (series.get(key) ?? 0) + value);
  return {
    counter: (name) => ({ add: (labels, value = 1) => void add(nameOf(name, labels), value) }),
    histogram: (name) => ({ observe: (labels) => void add(nameOf(name, labels), 1) }),
    gauge: (name) => ({
      set: (labels, value) => void series.set(nameOf(name, labels), value),
      add: (labels, value) => void add(nameOf(name, labels), value),
    }),
  };
}

import {
  GatewayError,
  type Exchange,
  type Headers,
  type UpstreamResponse,
} from "../../../gateway/chain/plugin.ts";
import managed from "../../../plugins/managed/managed.ts";

/** The permissions of a grant that may do everything. */
export const EVERYTHING = new Set(
  ["profile", "posts", "messages", "users", "lists", "vault", "earnings", "analytics", "promotions"]
    .concat(["notifications", "stories", "subscribers", "subscriptions"])
    .flatMap((area) => [`${area}:read`, `${area}:write`])
    .concat("proxy:any"),
);

/** One request and the upstream's answer to it. */
export interface Scenario {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Headers;
  readonly body?: string | Buffer | object;
  readonly permissions?: ReadonlySet<string>;
  readonly config?: Partial<Parameters<typeof managed.setup>[0]>;
  readonly upstream?: {
    readonly status?: number;
    readonly headers?: Headers;
    readonly body?: string | object;
  };
}

/** What a scenario came to. */
export interface Result {
  readonly endpoint: { readonly name: string; readonly permission: string; readonly kind: string };
  readonly request: { method: string; path: string; headers: Headers; body: Buffer | undefined };
  readonly answerHeaders: Headers;
  readonly status: number;
  readonly headers: Headers;
  /** The answer's bytes: the plugin's if it replaced them, else the upstream's. */
  readonly text: string;
}

/** Runs the plugin's hooks over one exchange, without sockets. Rejects with whatever a hook throws. */
export async function exercise(scenario: Scenario): Promise<Result> {
  const { exchange, endpoint, request, hooks } = await prepare(scenario);
  const { status = 200, headers = {}, body = {} } = scenario.upstream ?? {};
  let text = typeof body === "string" ? body : JSON.stringify(body);
  const bytes = Buffer.from(text);
  const response: UpstreamResponse = {
    status,
    headers: { "content-type": "application/json", ...headers },
    attempt: { number: 1, request, egress: undefined, signature: undefined } as never,
    peek: (maxBytes) =>
      Promise.resolve({
        bytes: bytes.subarray(0, maxBytes),
        complete: bytes.length <= maxBytes,
      }),
    replace: (replacement) => (text = replacement.toString()),
    watch: () => undefined,
    through: () => undefined,
  };
  await hooks.onUpstreamResponse?.(exchange, response);
  const { answerHeaders } = exchange;
  return {
    endpoint,
    request,
    answerHeaders,
    status: response.status,
    headers: response.headers,
    text,
  };
}

/** Runs only the hooks before anything is sent. */
export async function prepare(scenario: Scenario) {
  const { method = "GET", target, body = "", permissions = EVERYTHING, config = {} } = scenario;
  const hooks = await managed.setup(
    { allow: [], maxBodyBytes: 1024, maxAnswerBytes: 65_536, endpoints: {}, ...config },
    host as never,
  );
  const exchange = createExchange(method, target, permissions, toBytes(body));
  const provided = (await hooks.onRequest(exchange as never)) as unknown as Pick<
    Result,
    "endpoint"
  >;
  Object.assign(exchange.facts, provided);
  const request = {
    method,
    origin: "https://upstream.test",
    path: target,
    headers: { ...scenario.headers },
    body: undefined as Buffer | undefined,
  };
  await hooks.onUpstreamRequest?.(exchange as never, request);
  return { hooks, exchange: exchange as never as Known, endpoint: provided.endpoint, request };
}

/** What the plugin is lent: links that can be told from addresses, and no upstream to read anything back from. */
const host = {
  services: {
    call: () => Promise.reject(new GatewayError("UPSTREAM_UNREACHABLE", "It is away.")),
    drift: { observe: () => undefined },
    baseFor: () => "https://gateway.test",
    mediaLinks: {
      writerFor: () => (url: string) =>
        url.startsWith("https://cdn2.onlyfans.com/") ? `linked:${url}` : url,
    },
  },
};

type Hooks = Awaited<ReturnType<typeof managed.setup>>;
type Known = Parameters<NonNullable<Hooks["onUpstreamResponse"]>>[0];

function createExchange(
  method: string,
  target: string,
  permissions: ReadonlySet<string>,
  body: Buffer,
): Exchange {
  const mark = target.indexOf("?");
  return {
    id: "req_test",
    route: { prefix: "/v2/access" },
    method,
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark),
    headers: {},
    remoteAddress: "127.0.0.1",
    startedAtMs: 0,
    facts: {
      connection: { id: "conn_test", upstreamUserId: "4242" },
      grant: { connectionId: "conn_test", appId: "app_test", permissions },
    },
    answerHeaders: {},
    signal: new AbortController().signal,
    body: () => Promise.resolve(body),
    outliveClient: () => undefined,
    watchBody: () => undefined,
  };
}

function toBytes(body: string | Buffer | object): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

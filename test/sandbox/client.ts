import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import type { TestContext } from "node:test";
import { silentLog } from "../support/silent-log.ts";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { startSandbox, type Sandbox } from "../../gateway/sandbox/sandbox.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  /** The body as JSON, when it is some. */
  readonly json: Json;
}

/** JSON that a test looks into; a wrong step is `undefined`, and the assertion says so. */
export type Json = { readonly [key: string]: Json } & (readonly Json[] | string | number | null);

export type Headers = Readonly<Record<string, string | undefined>>;
type Account = keyof Sandbox["accounts"] | "guest";

export const GUEST_BC = "0123456789abcdef0123456789abcdef01234567";
export const GUEST_AGENT = "Mozilla/5.0 (guest)";

/** A sandbox that ends with the test, and a client that signs as a browser would. */
export async function startTestSandbox(t: TestContext, options: { clock?: Clock } = {}) {
  const clock = options.clock ?? systemClock;
  const sandbox = await startSandbox({ clock, log: silentLog, seed: "test" });
  const agent = new Agent({ keepAlive: true });
  t.after(async () => {
    agent.destroy();
    await sandbox.close();
  });

  const send = async (
    method: string,
    url: string,
    headers: Headers = {},
    body?: string | Buffer,
  ): Promise<Answer> => {
    const { hostname, port } = new URL(sandbox.url);
    const target = url.startsWith("http") ? url.slice(sandbox.url.length) : url;
    const outgoing = request({ hostname, port, method, path: target, agent });
    for (const [name, value] of Object.entries(headers))
      if (value !== undefined) outgoing.setHeader(name, value);
    outgoing.end(body);
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
    const bytes = await buffer(incoming);
    const isJson =
      incoming.headers["content-type"]?.includes("json") === true &&
      incoming.headers["content-encoding"] === undefined &&
      bytes.length > 0;
    return {
      status: incoming.statusCode ?? 0,
      headers: incoming.headers,
      bytes,
      json: (isJson ? JSON.parse(bytes.toString()) : {}) as Json,
    };
  };

  const headersFor = (account: Account, target: string): Record<string, string> => {
    const time = String(clock.now());
    const common = { "app-token": sandbox.rules().app_token, time };
    if (account === "guest") {
      const sign = signatureOf(sandbox, target, time, "0");
      return { ...common, sign, "x-bc": GUEST_BC, "user-agent": GUEST_AGENT };
    }
    const { userId, cookie, userAgent, xBc } = sandbox.accounts[account];
    return {
      ...common,
      sign: signatureOf(sandbox, target, time, userId),
      "user-id": userId,
      "x-bc": xBc,
      "user-agent": userAgent,
      cookie,
    };
  };

  return {
    sandbox,
    send,
    headersFor,
    /** A signed call; `change` replaces or, with `undefined`, removes headers after signing. */
    call: (account: Account, method: string, path: string, body?: object, change: Headers = {}) => {
      const target = `/api2/v2/${path}`;
      const headers = { ...headersFor(account, target), ...change };
      return send(method, target, headers, body && JSON.stringify(body));
    },
    script: async (command: string, body: object | null = {}): Promise<Json> => {
      const [method = "", path = ""] = command.split(" ");
      const content = method === "GET" ? undefined : JSON.stringify(body);
      return (await send(method, `/_sandbox/${path}`, {}, content)).json;
    },
  };
}

/** Signs as the public notes describe it, apart from the sandbox's own code. */
export function signatureOf(sandbox: Sandbox, target: string, time: string, userId: string) {
  const { start, end, static_param, checksum_indexes, checksum_constant } = sandbox.rules();
  const sha = createHash("sha1")
    .update(`${static_param}\n${time}\n${target}\n${userId}`)
    .digest("hex");
  const sum = checksum_indexes.reduce((total, at) => total + sha.charCodeAt(at), checksum_constant);
  return `${start}:${sha}:${Math.abs(sum).toString(16)}:${end}`;
}

/** The `name=value` part of each cookie an answer sets. */
export function cookiesOf(answer: Answer): readonly string[] {
  return (answer.headers["set-cookie"] ?? []).map((line) => line.split(";", 1)[0] ?? "");
}

/** Status, code and message of the upstream's refusals. */
export const REFRESH = [400, 401, "Please refresh the page"] as const;
export const DENIED = [401, undefined, "Access denied."] as const;
export const WRONG_USER = [401, 301, "Wrong user."] as const;

/** Fails unless an answer is that refusal. */
export function assertRefused(
  answer: Answer,
  [status, code, message]: readonly [number, unknown, string],
) {
  const error = answer.json["error"];
  assert.deepEqual([answer.status, error?.["code"], error?.["message"]], [status, code, message]);
}

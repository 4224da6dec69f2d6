import assert from "node:assert/strict";
import type { Cleanup } from "../support/cleanup.ts";
import type { TestConfig } from "../support/gateway.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { rememberSecrets } from "../support/suite/kept.ts";
import { startTwoOrganizations, type Tenant } from "../limits-and-secrets/two-organizations.ts";

/** What an app that imports sends. */
export function session(userId: string, changes: Record<string, unknown> = {}) {
  const fp = "f".repeat(40);
  rememberSecrets({ name: "imported session", value: `sess${userId}canary` });
  return {
    cookie: `sess=sess${userId}canary; auth_id=${userId}; fp=${fp}`,
    userAgent: "Mozilla/5.0 (agent-canary)",
    ...changes,
  };
}

/** What no answer and no log line may hold of it. */
export const sessionSecrets = /sess\d+canary|agent-canary|f{40}/;

/** A gateway with two organizations, before an upstream that knows every account but 666 and 777. */
export async function startAccountGateway(cleanup: Cleanup, config: TestConfig = {}) {
  const origin = await startTappedOrigin(cleanup, ({ headers, target }, response) => {
    const userId = /auth_id=(\d+)/.exec(headers.cookie ?? "")?.[1] ?? "0";
    response.setHeader("content-type", "application/json");
    if (userId === "666") response.statusCode = 401;
    const profile = {
      id: userId === "777" ? 778 : Number(userId),
      name: `Name ${userId}`,
      username: `user${userId}`,
      avatar: null,
      isAuth: true,
    };
    const refusal = { error: { code: 0, message: "Access denied." } };
    if (target.endsWith("/users/me")) response.setHeader("set-cookie", "st=renewed; Path=/");
    response.end(JSON.stringify(userId === "666" ? refusal : profile));
  });
  const started = await startTwoOrganizations(cleanup, origin.url, config);
  const { gateway } = started;
  const said: string[] = [];

  async function send(
    url: string,
    headers: Record<string, string>,
    method: string,
    body?: unknown,
  ) {
    const response = await fetch(url, {
      method,
      headers: {
        ...headers,
        ...(body !== undefined &&
          !("content-type" in headers) && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    said.push(text);
    return { status: response.status, headers: response.headers, text, body: readJson(text) };
  }

  return {
    ...started,
    origin,
    /** Calls the public API as a tenant. */
    call: (tenant: Pick<Tenant, "apiKey">, method: string, path: string, body?: unknown) =>
      send(gateway.url + path, { apikey: tenant.apiKey }, method, body),
    /** Calls the public API about a connection. */
    access: (tenant: Pick<Tenant, "apiKey">, connectionId: string) =>
      send(
        `${gateway.url}/v2/access/proxy/users/me`,
        { apikey: tenant.apiKey, "x-connection-id": connectionId },
        "GET",
      ),
    /** Calls the admin API. */
    admin: (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      send(
        `${gateway.adminUrl}/admin${path}`,
        { authorization: `Bearer ${gateway.adminToken}`, ...headers },
        method,
        body,
      ),
    /** Everything the gateway has answered and logged. */
    said: () => said.join("\n") + gateway.log(),
  };
}

/** What a problem says, without what differs from request to request. */
export function problemOf(body: Record<string, unknown>): Record<string, unknown> {
  const own = ["requestId", "instance"];
  return Object.fromEntries(Object.entries(body).filter(([member]) => !own.includes(member)));
}

/** A member of an answer, as the text it must be. */
export function textIn(body: Record<string, unknown>, member: string): string {
  const value = body[member];
  assert.equal(typeof value, "string", `${member} of ${JSON.stringify(body)}`);
  return value as string;
}

function readJson(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

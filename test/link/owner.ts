import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import type { GatewayOptions } from "../../gateway/gateway-options.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { startTestGateway, type TestConfig, type TestGateway } from "../support/gateway.ts";

/** An answer of a page or a route. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The address that the tests' app is registered with. */
export const REDIRECT = "https://app.example/linked?from=link";
export const ORIGIN = "https://app.example";

/** Calls the admin API of a gateway, in this process or another. */
export function createAdmin({
  adminUrl,
  adminToken,
}: {
  readonly adminUrl: string;
  readonly adminToken: string;
}) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${adminUrl}/admin${path}`, {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
}

/** A gateway with its sandbox, and an app that registered for Link. */
export async function startLinkGateway(
  cleanup: Cleanup,
  config: TestConfig = {},
  options: Partial<GatewayOptions> = {},
) {
  const gateway = await startTestGateway(cleanup, config, options);
  const admin = createAdmin(gateway);
  const apps = await admin("GET", "/apps?environment=sandbox");
  const [app] = apps.body["list"] as { readonly id: string }[];
  assert.ok(app);
  const register = (settings: object) => admin("PATCH", `/apps/${app.id}/link`, settings);
  const registered = await register({
    redirectUris: [REDIRECT, "https://app.example/other"],
    origins: [ORIGIN],
    displayName: "Fan Studio",
    // One way alone: there is nothing to choose then. Tests of the choice register more.
    drivers: ["password"],
  });
  assert.equal(registered.status, 200);
  return {
    gateway,
    admin,
    appId: app.id,
    register,
    call: createCaller(gateway, gateway.sandbox.apiKey),
  };
}

/** Calls the API as an app's server. */
export function createCaller(gateway: Pick<TestGateway, "url">, apiKey: string) {
  return async (method: string, path: string, body?: object) => {
    const answer = await fetch(gateway.url + path, {
      method,
      headers: {
        apikey: apiKey,
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: answer.status, body: json };
  };
}

/** A browser as far as Link pages need one: cookies, redirects of its own origin, and forms. */
export function createBrowser(origin: string, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>();
  let path = "";
  let page: Answer = { status: 0, headers: new Headers(), text: "" };

  async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
    const answer = await fetch(new URL(url, origin), {
      ...init,
      redirect: "manual",
      headers: {
        "user-agent": "Mozilla/5.0 (tests)",
        ...headers,
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const equals = pair.indexOf("=");
      cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  async function follow(answer: Answer): Promise<Answer> {
    const location = answer.headers.get("location");
    if (answer.status === 303 && location?.startsWith("/") === true) return open(location);
    return (page = answer);
  }

  async function open(url: string): Promise<Answer> {
    path = new URL(url, origin).pathname;
    return follow(await ask(url));
  }

  const submit = async (action: string, fields: Record<string, string> = {}) =>
    follow(
      await ask(`${path}/${action}`, {
        method: "POST",
        body: new URLSearchParams({ token: tokenIn(page.text), ...fields }),
      }),
    );

  return { cookies, ask, open, submit, path: () => path, page: () => page };
}

export type Browser = ReturnType<typeof createBrowser>;

/** The token in a page's forms. */
export function tokenIn(html: string): string {
  return /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

/** The one heading of a page. */
export function headingOf({ text }: Answer): string {
  return /<h1>([^<]*)<\/h1>/.exec(text)?.[1] ?? "";
}

/** A verifier and the challenge made of it (RFC 7636 §4.2). */
export function newChallenge() {
  const codeVerifier = randomBytes(32).toString("base64url");
  return {
    codeVerifier,
    codeChallenge: createHash("sha256").update(codeVerifier).digest("base64url"),
  };
}

/** Links an account and opens its owner's page. */
export async function linkOwner(
  {
    gateway,
    call,
  }: { readonly gateway: TestGateway; readonly call: ReturnType<typeof createCaller> },
  email = "a@creator.sandbox.com",
) {
  const { body } = await call("POST", "/v2/link/init", {});
  const linking = createBrowser(gateway.url);
  await linking.open(body["url"] as string);
  await linking.submit("consent");
  const page = await linking.submit("login", { email, password: "good-password" });
  const path = /href="[^"]*(\/manage\/mng_[0-9A-Za-z]+)"/.exec(page.text)?.[1] ?? "";
  const browser = createBrowser(gateway.url);
  await browser.open(path);
  const secret = (body["url"] as string).split("/").at(-1) ?? "";
  const { data } = (await call("GET", `/v2/link/${secret}`)).body as { data: { id: string } };
  return { browser, path, id: data.id };
}

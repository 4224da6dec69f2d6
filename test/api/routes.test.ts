import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { before, test } from "node:test";
import type { OpenApi } from "../../gateway/api/reference/document.ts";
import { createCaller, startLinkGateway } from "../link/owner.ts";
import { untilFileEnds } from "../support/cleanup.ts";

/** Pages for people, and what they load. */
const PAGES =
  /^\/($|docs|errors|openapi\.json|llms\.txt|client\.tgz|favicon|robots|link|s\/|invite|manage)/;
/** The admin listener's. */
const OPERATORS = /^\/(admin|healthz|readyz|metrics)/;

const CHANNEL = "fastify.initialization";
const SCOPES = ["ACCESS", "ACCOUNT", "LINK", "RULES"] as const;

const cleanup = untilFileEnds();
const served = new Set<string>();
let started: Awaited<ReturnType<typeof startLinkGateway>>;
let document: OpenApi;

interface App {
  readonly addHook: (
    name: "onRoute",
    hook: (route: { readonly method: string | string[]; readonly url: string }) => void,
  ) => void;
}

before(async () => {
  const collect = (message: unknown) => {
    (message as { readonly fastify: App }).fastify.addHook("onRoute", ({ method, url }) => {
      for (const each of [method].flat()) if (each !== "HEAD") served.add(`${each} ${url}`);
    });
  };
  subscribe(CHANNEL, collect);
  started = await startLinkGateway(cleanup);
  unsubscribe(CHANNEL, collect);
  document = (await (await fetch(`${started.gateway.url}/openapi.json`)).json()) as OpenApi;
});

/** The documented operations of the gateway itself, with parameters as `:name`. */
function documented(): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    ),
  );
}

const isChain = (name: string) => /^[A-Z]+ \/v2\/(access|media)\b/.test(name);

test("J11: what the router serves is what the document has, but for pages and the operator's own", () => {
  const api = [...served].filter((name) => {
    const [, path = ""] = name.split(" ");
    return !PAGES.test(path) && !OPERATORS.test(path);
  });
  const own = documented().filter((name) => !isChain(name));
  assert.ok(own.length > 20);
  assert.deepEqual(api.toSorted(), own.toSorted());
});

/** The one scope that opens a route. */
function scopeOf(path: string): (typeof SCOPES)[number] {
  if (path.startsWith("/v2/account")) return "ACCOUNT";
  if (path.startsWith("/v2/link")) return "LINK";
  return /^\/(v2\/dynamic-rules|rules$|sign$)/.test(path) ? "RULES" : "ACCESS";
}

test("G18: each documented route takes the one scope it is declared with, and no other", async () => {
  const { gateway, admin } = started;
  for (const scope of SCOPES) {
    const made = await admin("POST", "/keys", { environment: "sandbox", scopes: [scope] });
    const call = createCaller(gateway, String(made.body["key"]));
    for (const name of documented()) {
      const [method = "", path = ""] = name.split(" ");
      const needed = scopeOf(path);
      const { status, body } = await call(method, path.replaceAll(/:\w+/g, "1"));
      const isRefused =
        status === 403 && body["code"] === "FORBIDDEN" && /scope/i.test(String(body["detail"]));
      assert.equal(
        isRefused,
        scope !== needed,
        `${name} with ${scope}: ${status} ${JSON.stringify(body)}`,
      );
    }
  }
});

import assert from "node:assert/strict";
import test from "node:test";
import type { Attempt, Headers } from "../../gateway/chain/exchange.ts";
import type { Session } from "../../gateway/connections/connection.ts";
import type { Environment } from "../../gateway/environments.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { ActiveRules, SigningFacts } from "../../gateway/rules/rules.ts";
import { createAuthorize } from "../../gateway/upstream/authorize.ts";
import { createCookieJar } from "../../gateway/upstream/cookie-jar.ts";
import { createCanaries, findLeaks } from "../support/canaries.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const canaries = createCanaries(["sess", "x-bc"]);
const [sess = "", xBc = ""] = canaries.map(({ value }) => value);

const live: Environment = {
  name: "live",
  origin: "https://onlyfans.com",
  allowedOrigins: new Set(["https://onlyfans.com", "http://plain.test"]),
  scheme: "onlyfans",
};
const sandbox: Environment = {
  name: "sandbox",
  origin: "http://127.0.0.1:4001",
  allowedOrigins: new Set(["http://127.0.0.1:4001"]),
  scheme: "onlyfans",
};

function session(environment: "sandbox" | "live" = "live"): Session {
  return {
    connectionId: "conn_1",
    environment,
    upstreamUserId: "42",
    userAgent: "Mozilla/5.0 (made)",
    xBc,
    xHash: undefined,
    cookies: createCookieJar(`sess=${sess}; auth_id=42`),
  };
}

function build(revision: string, options: Partial<ActiveRules> = {}): ActiveRules {
  return {
    environment: "live",
    revision,
    scheme: "onlyfans",
    params: { revision: "202611240000-abcdef0123" },
    order: 1,
    builtAt: undefined,
    acceptedAt: 0,
    source: "test",
    sign: ({ time, path, userId }) => ({
      set: { time, sign: `${revision}:${path}:${userId}`, "user-id": userId },
      remove: [],
    }),
    ...options,
  };
}

function fixture(
  options: {
    readonly builds?: readonly ActiveRules[];
    readonly load?: () => Session | Promise<Session>;
  } = {},
) {
  let reads = 0;
  const builds = options.builds ?? [build("1:a")];
  const authorize = createAuthorize({
    environments: { live, sandbox },
    rules: { get: (_environment, revision) => builds.find((one) => one.revision === revision) },
    connections: {
      session: () => {
        reads += 1;
        return (options.load ?? session)();
      },
    },
    clock: createFakeClock(1_700_000_000_000),
  });
  return { authorize, reads: () => reads };
}

function attempt(options: {
  readonly origin?: string;
  readonly headers?: Headers;
  readonly path?: string;
  readonly method?: string;
  readonly number?: number;
  readonly environment?: string;
  readonly revision?: string;
}): Attempt {
  return {
    number: options.number ?? 1,
    retryOf: undefined,
    request: {
      method: options.method ?? "GET",
      origin: options.origin ?? live.origin,
      path: options.path ?? "/api2/v2/users/me?",
      headers: options.headers ?? {},
      body: undefined,
    },
    egress: { id: "direct", kind: "direct" },
    signature: {
      environment: options.environment ?? "live",
      connectionId: "conn_1",
      revision: options.revision ?? "1:a",
    },
  };
}

test("the head gets the session's own fields and the signature of the exact path", () => {
  const one = attempt({ headers: { accept: "text/plain", cookie: "mine=1", sign: "forged" } });
  assert.equal(fixture().authorize(one), undefined, "nothing waits when the session is in memory");
  assert.deepEqual(one.request.headers, {
    accept: "text/plain",
    cookie: `sess=${sess}; auth_id=42`,
    "user-agent": "Mozilla/5.0 (made)",
    "x-bc": xBc,
    referer: "https://onlyfans.com/",
    "x-of-rev": "202611240000-abcdef0123",
    time: "1700000000000",
    sign: "1:a:/api2/v2/users/me?:42",
    "user-id": "42",
  });
});

test("a request that may change something says its origin, as a browser does", () => {
  const one = attempt({ method: "POST" });
  void fixture().authorize(one);
  assert.equal(one.request.headers["origin"], "https://onlyfans.com");
  assert.equal(one.request.headers["accept"], "application/json, text/plain, */*");
});

const foreign: readonly string[] = [
  "https://evil.test",
  "https://onlyfans.com.evil.test",
  "https://onlyfans.com:8443",
  "https://onlyfans.com/",
  "https://user@onlyfans.com",
  "https://ONLYFANS.com",
  "http://onlyfans.com",
  "http://plain.test",
  "http://127.0.0.1:4001",
  "",
];
for (const origin of foreign) {
  test(`I02: a session is never attached for the origin ${JSON.stringify(origin)}`, () => {
    const { authorize, reads } = fixture();
    const one = attempt({ origin });
    assert.throws(
      () => authorize(one),
      (error) => {
        assert.ok(error instanceof GatewayError);
        assert.equal(error.code, "INTERNAL_ERROR");
        assert.ok(error.message.includes(origin));
        assert.deepEqual(
          findLeaks({ error: JSON.stringify([error.message, error]) }, canaries),
          [],
        );
        return true;
      },
    );
    assert.deepEqual(one.request.headers, {});
    assert.equal(reads(), 0, "the secret is not even read");
  });
}

test("I02: a session of one environment is not used in the other", () => {
  const { authorize } = fixture({ load: () => session("sandbox") });
  const one = attempt({});
  assert.throws(() => authorize(one), { code: "INTERNAL_ERROR" });
  assert.deepEqual(one.request.headers, {});
});

test("I02: an environment that is switched off, or a prototype's name, is refused", () => {
  for (const environment of ["elsewhere", "__proto__", "toString"])
    assert.throws(() => fixture().authorize(attempt({ environment })), { code: "INTERNAL_ERROR" });
});

test("E25: a session does not leave without a chosen egress", () => {
  const one = { ...attempt({}), egress: undefined };
  assert.throws(() => fixture().authorize(one), { code: "INTERNAL_ERROR" });
});

test("an attempt that asks for no signature stays as it is", () => {
  const one = { ...attempt({ origin: "https://evil.test" }), signature: undefined };
  const { authorize, reads } = fixture();
  assert.equal(authorize(one), undefined);
  assert.deepEqual(one.request.headers, {});
  assert.equal(reads(), 0);
});

test("E14: a second attempt carries nothing of the first one's signature", () => {
  const other = build("2:b", {
    params: {},
    sign: ({ time }) => ({ set: { "x-time": time, "x-signature": "second" }, remove: ["x-bc"] }),
  });
  const { authorize } = fixture({ builds: [build("1:a"), other] });
  const headers: Headers = {};
  void authorize(attempt({ headers }));
  void authorize(attempt({ headers, number: 2, revision: "2:b" }));
  assert.deepEqual(Object.keys(headers).sort(), [
    "accept",
    "cookie",
    "referer",
    "user-agent",
    "x-signature",
    "x-time",
  ]);
});

test("a session that has to be loaded is awaited, and its failure is the attempt's", async () => {
  const { authorize } = fixture({ load: () => Promise.resolve(session()) });
  const one = attempt({});
  await authorize(one);
  assert.equal(one.request.headers["x-bc"], xBc);
  const gone = fixture({
    load: () => Promise.reject(new GatewayError("SESSION_EXPIRED", "It was revoked.")),
  });
  await assert.rejects(Promise.resolve(gone.authorize(attempt({}))), { code: "SESSION_EXPIRED" });
});

test("rules that are gone are named", () => {
  assert.throws(() => fixture().authorize(attempt({ revision: "9:z" })), {
    code: "RULES_OUTDATED",
  });
});

test("a scheme sees descriptions of the session, never its cookies", () => {
  let seen: SigningFacts | undefined;
  const spy = build("1:a", {
    sign: (facts) => {
      seen = facts;
      return { set: {}, remove: [] };
    },
  });
  void fixture({ builds: [spy] }).authorize(attempt({}));
  assert.deepEqual(seen?.session, { userAgent: "Mozilla/5.0 (made)", xBc });
});

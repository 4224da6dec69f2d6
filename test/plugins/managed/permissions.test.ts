import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { accessTo, ANY_ROUTE } from "../../../plugins/managed/permissions.ts";
import { assertPlainPath } from "../../../plugins/managed/plain-path.ts";
import table from "../../../plugins/managed/permissions.json" with { type: "json" };
import { EVERYTHING, exercise, prepare } from "./exercise.ts";

const facts = new URL("../../../../shared/spec/onlyfans-endpoints.json", import.meta.url);

type Row = readonly [pattern: string, method: string, permission: string, risk: string | undefined];
const rows: readonly Row[] = Object.entries(table).flatMap(([pattern, methods]) =>
  Object.entries(methods as unknown as Record<string, [string, string?]>).map(
    ([method, [permission, risk]]) => [pattern, method, permission, risk] as const,
  ),
);

test("a proxied path needs the permission of its area, and one that no table lists needs `proxy:any`", () => {
  const cases = [
    ["GET", "/users/me", "profile:read"],
    ["GET", "/users/some.name", "profile:read"],
    ["GET", "/users/77/posts", "posts:read"],
    ["HEAD", "/posts/1", "posts:read"],
    ["DELETE", "/posts/1", "posts:write"],
    ["POST", "/chats/77/messages", "messages:write"],
    ["POST", "/users/77/restrict", "users:write"],
    ["GET", "/subscriptions/subscribers", "subscribers:read"],
    ["GET", "/payouts/balances", "earnings:read"],
    ["GET", "/never/heard/of", ANY_ROUTE],
    ["PATCH", "/posts/1", ANY_ROUTE],
    ["GET", "/", ANY_ROUTE],
  ] as const;
  for (const [method, path, permission] of cases)
    assert.deepEqual(accessTo(method, path), { permission, risk: undefined }, `${method} ${path}`);
});

test("a grant without the permission is refused by its name, on proxied and managed paths", async () => {
  const permissions = new Set([...EVERYTHING].filter((name) => name !== "posts:read"));
  for (const target of ["/v2/access/proxy/posts/1", "/api2/v2/posts/1", "/v2/access/posts/1"])
    await assert.rejects(prepare({ target, permissions }), {
      code: "FORBIDDEN",
      message: /`posts:read`/,
    });
  const onlyPosts = new Set(["posts:read"]);
  await assert.rejects(prepare({ target: "/v2/access/proxy/not/listed", permissions: onlyPosts }), {
    code: "FORBIDDEN",
    message: /`proxy:any`/,
  });
  await prepare({ target: "/v2/access/proxy/posts/1", permissions: onlyPosts });
});

test("risky routes are refused, naming the setting, until it is switched on", async () => {
  const cases = [
    ["POST", "/payments/pay", "money"],
    ["POST", "/payouts/requests", "money"],
    ["PUT", "/payments/cards/1", "credential"],
    ["POST", "/users/change-password", "credential"],
    ["POST", "/users/otp/check", "credential"],
    ["GET", "/users/otp/code", "credential"],
    ["GET", "/users/me/auth-token", "credential"],
    ["POST", "/users/logout", "account"],
    ["POST", "/users/delete/request", "account"],
    ["DELETE", "/sessions", "account"],
  ] as const;
  for (const [method, path, risk] of cases) {
    const target = `/v2/access/proxy${path}`;
    await assert.rejects(prepare({ method, target }), (error: Error & { code: string }) => {
      assert.equal(error.code, "FORBIDDEN");
      assert.match(error.message, new RegExp(`\`${risk}\`.*setting \`allow\``));
      return true;
    });
    await prepare({ method, target, config: { allow: [risk] } });
  }
});

test(
  "every public route of the catalogue has a row, and none that moves money or credentials is open",
  {
    skip: existsSync(facts) ? false : "the folder of specs is absent",
  },
  () => {
    const { endpoints } = JSON.parse(readFileSync(facts, "utf8")) as {
      endpoints: { method: string; path: string; risk: string }[];
    };
    assert.ok(endpoints.length > 400);
    for (const { method, path, risk } of endpoints) {
      const access = accessTo(method, path.slice("/api2/v2".length).replace(/\{[^}]+\}/g, "7"));
      const label = `${method} ${path}`;
      assert.notEqual(access.permission, ANY_ROUTE, label);
      if (risk === "money" || risk === "credential") assert.notEqual(access.risk, undefined, label);
      if (risk === "write") assert.match(access.permission, /:write$/, label);
    }
  },
);

test("L27 L35 L40 I01: a path with more than one reading is refused before anything is sent", async () => {
  const paths = [
    "/..\\..\\admin",
    "/a%00.html",
    "/v1/..%2f..%2fadmin",
    "/posts/../payments/pay",
    "/posts/./1",
    "/posts/%2e%2e/payments/pay",
    "/posts/.../payments/pay",
    "//evil.test/p",
    "/\\evil.test",
    "/@evil.test//x",
    "/payments//pay",
    "//payments/pay",
    "/payments/pay//",
    "/%70ayments/pay",
    "/payments%2Fpay",
    "/payments%252Fpay",
    "/payments%5cpay",
    "/payments/pay%20",
    "/payments/pay%00",
    "/payments/pay;x=1",
    "/payments;/pay",
    "/payments/pay%3f",
    "/payments/p\u00e1y",
    "/payments/pay\t",
    "/payments/%C0%AFpay",
    "/users/me#x",
  ];
  for (const path of paths)
    for (const prefix of ["/v2/access/proxy", "/v2/access/proxy/api2/v2", "/api2/v2"])
      await assert.rejects(
        prepare({ method: "POST", target: prefix + path }),
        { code: "BAD_REQUEST" },
        prefix + path,
      );
});

test("a spelling that an upstream may take for a risky path is as risky", () => {
  const cases = [
    ["POST", "/payments/pay/"],
    ["POST", "/Payments/PAY"],
    ["POST", "/payments/pay.json"],
    ["POST", "/payments/pay."],
    ["POST", "/payments.x/pay"],
    ["PATCH", "/payments/pay"],
    ["OPTIONS", "/payments/pay"],
    ["POST", "/payments/pay/now"],
    ["POST", "/payments"],
    ["POST", "/payments/cards/1"],
    ["PUT", "/users/OTP/"],
    ["PUT", "/users/otp.json"],
    ["POST", "/users/otp/anything"],
  ] as const;
  for (const [method, path] of cases)
    assert.notEqual(accessTo(method, path).risk, undefined, `${method} ${path}`);
});

/** What a lenient upstream might make of a path: decoded, slashes and dots resolved, case and suffix ignored. */
function lenientReading(path: string): string {
  let text = path;
  for (let round = 0; round < 3; round += 1)
    text = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  const segments: string[] = [];
  for (const segment of text.replaceAll("\\", "/").split("/")) {
    const plain = segment.replace(/[;\0].*$/, "");
    if (plain === "..") segments.pop();
    else if (plain !== "." && plain !== "") segments.push(plain);
  }
  return segments.join("/").toLowerCase();
}

function risksOf(method: string, reading: string): readonly string[] {
  const fits = ([pattern, listed, , risk]: Row, path: string) =>
    risk !== undefined &&
    (listed === method || listed === "*") &&
    path.split("/").length === pattern.split("/").length &&
    pattern.split("/").every((part, at) => part === ":" || part === path.split("/")[at]);
  const withoutSuffixes = reading.replace(/\.[^/]*/g, "");
  return rows
    .filter((row) => fits(row, reading) || fits(row, withoutSuffixes))
    .map(([pattern]) => pattern);
}

test("no spelling of a risky path slips past the table", () => {
  const risky = rows.filter(([, method, , risk]) => risk !== undefined && method !== "*");
  const disguises: readonly ((segment: string) => string)[] = [
    (segment) => segment,
    (segment) => segment.toUpperCase(),
    (segment) => `${segment}.json`,
    (segment) => `${segment};a=b`,
    (segment) => `${segment}%00`,
    (segment) => `./${segment}`,
    (segment) => `x/../${segment}`,
    (segment) => `/${segment}`,
    (segment) => segment.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`),
    (segment) => `..%2f${segment}`,
    (segment) => `\\${segment}`,
    (segment) => `${segment}/`,
  ];
  const slips = { refused: 0, risky: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...risky),
      fc.array(fc.constantFrom(...disguises), { minLength: 6, maxLength: 6 }),
      fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/),
      ([pattern, method], disguise, value) => {
        const written = pattern
          .split("/")
          .map((part, at) => (disguise[at] ?? String)(part === ":" ? value : part));
        const path = `/${written.join("/")}`;
        const reading = lenientReading(path);
        if (risksOf(method, reading).length === 0) return;
        try {
          assertPlainPath(path);
        } catch {
          slips.refused += 1;
          return;
        }
        slips.risky += 1;
        assert.notEqual(accessTo(method, path).risk, undefined, `${method} ${path}`);
      },
    ),
    { numRuns: 3000 },
  );
  assert.ok(slips.refused > 100 && slips.risky > 100, JSON.stringify(slips));
});

test("a plain path is accepted and its risk is that of the naive reading", () => {
  const segment = fc.oneof(
    fc
      .constantFrom(...new Set(rows.flatMap(([pattern]) => pattern.split("/"))))
      .filter((part) => part !== ":" && part !== "*"),
    fc.stringMatching(/^[a-z0-9]{1,6}$/),
  );
  fc.assert(
    fc.property(
      fc.array(segment, { minLength: 1, maxLength: 5 }),
      fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
      (segments, method) => {
        const path = `/${segments.join("/")}`;
        assertPlainPath(path);
        const isRisky = accessTo(method, path).risk !== undefined;
        const exact = rows.some(
          ([pattern, listed, , risk]) =>
            risk !== undefined && listed === method && pattern === segments.join("/"),
        );
        if (exact) assert.ok(isRisky, `${method} ${path}`);
      },
    ),
    { numRuns: 2000 },
  );
});

test("passing on a request changes nothing but its prefix", async () => {
  const query = "?a=%2F&b=%zz&c[]=1&d=a+b&";
  const cases = [
    ["/v2/access/proxy/users/me", "/api2/v2/users/me"],
    ["/v2/access/proxy/api2/v2/users/me", "/api2/v2/users/me"],
    ["/api2/v2/users/me", "/api2/v2/users/me"],
    ["/v2/access/proxy/Users/me/", "/api2/v2/Users/me/"],
    ["/v2/access/proxy/", "/api2/v2/"],
  ] as const;
  for (const [from, to] of cases) {
    const { endpoint, request, answerHeaders } = await exercise({
      method: "POST",
      target: from + query,
      headers: { "content-type": "image/png" },
      body: "bytes",
      config: { allow: ["account"] },
    });
    assert.equal(request.path, to + query);
    assert.equal(request.body, undefined);
    assert.deepEqual(request.headers, { "content-type": "image/png" });
    assert.deepEqual(answerHeaders, {});
    assert.deepEqual([endpoint.kind, endpoint.name], ["proxy", "proxy"]);
  }
});

test("a proxied answer stays as it is, and an error gets its verdict in `Proxy-Status`", async () => {
  const target = "/v2/access/proxy/users/me";
  const good = await exercise({ target, upstream: { body: "<html>", headers: { etag: '"x"' } } });
  assert.deepEqual(
    [good.text, good.headers],
    ["<html>", { "content-type": "application/json", etag: '"x"' }],
  );
  const body = '{"error":{"code":0,"message":"Access denied."}}';
  const refused = await exercise({
    target,
    upstream: { status: 401, body, headers: { "proxy-status": "edge; error=x" } },
  });
  assert.deepEqual([refused.status, refused.text], [401, body]);
  assert.equal(
    refused.headers["proxy-status"],
    'edge; error=x, countersign; received-status=401; details="session-dead"',
  );
});

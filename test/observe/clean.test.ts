import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { GatewayError } from "../../gateway/errors.ts";
import { recordedLog } from "./recorded-log.ts";

const secret = "hunter2-canary-8kd02";
const key = `ck_live_${"A1b2C3d4E5".repeat(4)}xyz000000`;

const hidden: Readonly<Record<string, object>> = {
  "headers at any depth": { a: { b: [{ headers: { cookie: `sess=${secret}` } }] } },
  "header arrays": { rawHeaders: ["Cookie", secret] },
  "members named like secrets": {
    config: { egress: [{ host: "h", password: secret, proxyAuthorization: secret }] },
    apiKey: secret,
    "x-bc": secret,
    static_param: secret,
  },
  "signing constants": { rules: { params: { anything: secret } } },
  "nesting deeper than anyone reads": { a: { b: { c: { d: { e: { f: secret } } } } } },
  "an error's own members": {
    error: Object.assign(new Error("no"), { config: { auth: secret }, headers: secret }),
  },
  "an error's causes": {
    error: new Error("outer", {
      cause: new Error(`connect http://user:${secret}@proxy:3128/`, {
        cause: { cookie: secret, note: `sess=${secret}; fp=${secret}` },
      }),
    }),
  },
  "an error as the fields themselves": new Error(`authorization: Bearer ${secret}`),
  "a gateway error's cause": {
    error: new GatewayError("PROXY_ERROR", "The proxy failed.", {
      cause: new Error(`socks5://u:${secret}@10.0.0.1:1080`),
    }),
  },
  "errors inside an aggregate": {
    error: new AggregateError([new Error(`token=${secret}`)], "all failed"),
  },
  "userinfo in URLs": { url: `socks5://me:${secret}@proxy.example:1080/?a=b` },
  "a password that holds an at sign": { url: `http://me:p@${secret}@proxy.example/` },
  "tokens in query strings": { target: `/v2/link?token=${secret}&api_key=${secret}` },
  "cookie lines": { line: `Cookie: lang=en; other=${secret}; sess=${secret}` },
  "set-cookie in text": { note: `set-cookie: weird=${secret}; Path=/` },
  "bearer credentials": { note: `sent Authorization: Bearer ${secret}` },
  "JSON inside a string": { note: JSON.stringify({ static_param: secret, token: secret }) },
  "JSON inside JSON": { note: JSON.stringify({ text: JSON.stringify({ password: secret }) }) },
  buffers: { chunk: Buffer.from(secret), view: new Uint8Array(Buffer.from(secret)) },
  "objects of a class": {
    jar: new Map([["sess", secret]]),
    request: new Request("http://h/?" + secret),
  },
};

for (const [what, fields] of Object.entries(hidden)) {
  test(`N04: the log hides ${what}`, () => {
    const { log, lines } = recordedLog();
    log.error(fields, "failed");
    const written = lines.join("");
    const bytes = [...Buffer.from(secret)].join(",");
    for (const form of [secret, Buffer.from(secret).toString("base64"), bytes]) {
      assert.ok(!written.includes(form), written);
    }
    assert.equal(lines.length, 1);
  });
}

test("N04: a secret under a name for secrets is hidden wherever it is nested", () => {
  const { log, lines } = recordedLog();
  const names = [
    "cookie",
    "Set-Cookie",
    "authorization",
    "password",
    "apiKey",
    "x-bc",
    "sess",
    "auth_id",
    "sign",
    "static_param",
    "client_secret",
    "accessToken",
    "headers",
  ];
  const step = fc.oneof(fc.constant("[]"), fc.constant("error"), fc.string({ maxLength: 5 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom(...names), (steps, name) => {
      let value: unknown = { [name]: secret };
      for (const each of steps) {
        if (each === "[]") value = [value];
        else if (each === "error") value = new Error("wrapped", { cause: value });
        else value = { [each]: value };
      }
      lines.length = 0;
      log.info({ value }, "event");
      return lines.length === 1 && !lines.join("").includes(secret);
    }),
    { numRuns: 300 },
  );
});

test("N04: an API key is masked in fields, names and sentences", () => {
  const { log, lines, last } = recordedLog();
  log.info({ note: `used ${key}`, [key]: 1, list: [key] }, `key ${key} was revoked`);
  assert.ok(!lines.join("").includes(key.slice(8)));
  assert.equal(last()["msg"], "key ck_live_*** was revoked");
});

test("an error keeps what finds it: name, code, message, stack and causes", () => {
  const { log, last } = recordedLog();
  const cause = Object.assign(new Error("connect ECONNREFUSED"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  });
  log.error({ error: new GatewayError("UPSTREAM_UNREACHABLE", "No answer.", { cause }) }, "failed");
  const error = last()["error"] as Record<string, unknown>;
  assert.equal(error["code"], "UPSTREAM_UNREACHABLE");
  assert.equal(error["source"], "upstream");
  assert.equal(error["stack"], undefined);
  const logged = error["cause"] as Record<string, unknown>;
  assert.equal(logged["code"], "ECONNREFUSED");
  assert.equal(logged["syscall"], "connect");
  assert.match(String(logged["stack"]), /clean\.test\.ts/);
});

test("a structure that contains itself is written without failing", () => {
  const { log, lines } = recordedLog();
  const loop: Record<string, unknown> = { name: "loop" };
  loop["self"] = loop;
  const error = new Error("round");
  error.cause = error;
  log.info({ loop, error, big: 10n }, "odd");
  assert.equal(lines.length, 1);
});

test("harmless texts stay as they are", () => {
  const { log, last } = recordedLog();
  const fields = {
    path: "/api2/v2/users/me",
    revision: "63941:6a8591ab",
    detail: "The signature was refused; the design of tokens is fine.",
    keyId: "key_0123456789abcdefABCDEF01",
  };
  log.info(fields, "exchange");
  for (const [name, value] of Object.entries(fields)) assert.equal(last()[name], value);
});

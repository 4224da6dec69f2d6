import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createBrowser, ORIGIN, REDIRECT, startLinkGateway } from "./owner.ts";

const { gateway, admin, appId, register, call } = await startLinkGateway(
  { after },
  { link: { browser: { enabled: false } } },
);

const init = (body: object = {}) => call("POST", "/v2/link/init", body);

test("a session has an address for the owner and an end an hour away", async () => {
  const before = Date.now();
  const { status, body } = await init({ clientAppId: appId, redirectUrl: REDIRECT });
  assert.equal(status, 200);
  assert.deepEqual(Object.keys(body).sort(), ["expiresAt", "mode", "url"]);
  assert.match(body["url"] as string, /^http:\/\/127\.0\.0\.1:\d+\/cs_[0-9A-Za-z]{24}$/);
  const life = Date.parse(body["expiresAt"] as string) - before;
  assert.ok(life > 3_590_000 && life < 3_610_000);
});

const REFUSED_URLS = [
  "https://evil.example/linked?from=link",
  "https://sub.app.example/linked?from=link",
  "https://app.example@evil.example/linked",
  "https://app.example.evil.example/linked",
  "//app.example/linked",
  "\\\\app.example/linked",
  "https:app.example/linked?from=link",
  "javascript:alert(1)",
  "data:text/html,x",
  "HTTPS://app.example/linked?from=link",
  "https://APP.example/linked?from=link",
  "https://app.example./linked?from=link",
  "https://app.example:443/linked?from=link",
  "https://app.example/%2f%2flinked",
  "https://app.example/linked?from=link%0d%0aSet-Cookie:x=1",
  "https://аpp.example/linked?from=link",
  "https://app.example/linked?from=link#x",
  "https://app.example/linked/more",
  "https://app.example/linked?from=link&x=1",
  "https://app.example/linked",
  "http://[::1]/linked",
  "http://app.example/linked?from=link",
  "app://linked",
  "",
  "  https://app.example/linked?from=link",
  "https://app.example/./linked?from=link",
  "https://app.example/LINKED?from=link",
  "https://app.example//linked?from=link",
  "https://app.example/linked?from=link ",
  `https://app.example/${"x".repeat(8_000)}`,
];

test("HL13: only an address that was registered, letter by letter, is one to go back to", async () => {
  for (const redirectUrl of REFUSED_URLS) {
    const { status, body } = await init({ redirectUrl });
    assert.deepEqual([status, body["code"]], [400, "BAD_REQUEST"], redirectUrl);
  }
});

test("an address that could do harm cannot be registered", async () => {
  for (const uri of [
    "javascript:alert(1)",
    "http://app.example/",
    "https://u:p@app.example/",
    "https://app.example/#x",
  ]) {
    const { status } = await admin("PATCH", `/apps/${appId}/link`, { redirectUris: [uri] });
    assert.equal(status, 400, uri);
  }
  for (const origin of ["https://*.app.example", "https://app.example/", "null", "*"])
    assert.equal(
      (await admin("PATCH", `/apps/${appId}/link`, { origins: [origin] })).status,
      400,
      origin,
    );
});

test("a raw session is never handed out, and the refusal says so by name", async () => {
  const { status, body } = await init({ options: { returnRawSession: true } });
  assert.equal(status, 400);
  assert.match(body["detail"] as string, /returnRawSession/);
  for (const name of ["returnRawSession", "redirectUrl"]) {
    const kept = await register({ [name]: true });
    assert.equal(kept.status, 400, "nor is it, or a slip of the pen, kept with an app");
    assert.match(kept.body["detail"] as string, new RegExp(name));
  }
});

test("whitelabel is a session to poll with a page to show; no route takes a password", async () => {
  const { body } = await init({ mode: "whitelabel" });
  assert.equal(body["mode"], "whitelabel");
  assert.ok((body["url"] as string).endsWith(body["clientSecret"] as string));
  const secret = body["clientSecret"] as string;
  assert.deepEqual((await call("GET", `/v2/link/${secret}`)).body, { status: "initialized" });
  for (const part of ["login", "password", "credentials"]) {
    const { status } = await call("POST", `/v2/link/${secret}/${part}`, {
      email: "a",
      password: "b",
    });
    assert.equal(status, 404);
  }
  assert.equal((await init({ password: "x" })).status, 400);
});

test("an app decides how owners may sign in; without a way that there is, no session is opened", async () => {
  await register({ drivers: ["browser"] });
  const { status, body } = await init();
  assert.deepEqual([status, body["reason"]], [503, "no_login_driver"]);
  await register({ drivers: ["password"] });
});

test("J01: a session of another key's organization, and one that never was, are not found alike", async () => {
  const unknown = await call("GET", "/v2/link/cs_000000000000000000000000");
  assert.deepEqual([unknown.status, unknown.body], [200, { status: "not_found" }]);
  assert.equal((await init({ clientAppId: "app_000000000000000000000000" })).status, 404);
  const bare = await fetch(`${gateway.url}/v2/link/init`, { method: "POST" });
  assert.equal(bare.status, 401);
});

test("HL09: what the app ends is ended on the owner's page at once", async () => {
  const { body } = await init();
  const url = body["url"] as string;
  const secret = url.split("/").at(-1) ?? "";
  const browser = createBrowser(gateway.url);
  await browser.open(url);
  assert.equal((await call("DELETE", `/v2/link/${secret}`)).status, 204);
  const after = await browser.submit("consent");
  assert.match(after.text, /The app has ended this/);
  const { body: state } = await call("GET", `/v2/link/${secret}`);
  assert.deepEqual(state, { status: "denied", error: "aborted" });
  assert.equal((await call("DELETE", "/v2/link/cs_000000000000000000000000")).status, 404);
});

test("HL03: only an app's registered origins may frame its pages", async () => {
  assert.equal((await init({ origin: "https://evil.example" })).status, 400);
  const framed = await init({ mode: "embed", origin: ORIGIN });
  const page = await createBrowser(gateway.url).open(framed.body["url"] as string);
  const policy = page.headers.get("content-security-policy") ?? "";
  assert.match(policy, new RegExp(`frame-ancestors ${ORIGIN}$`));
  assert.equal(page.headers.get("x-frame-options"), null);
  assert.match(page.text, /parent\.postMessage\(\{type:"OFAUTH_LINK"/);
  const plain = await createBrowser(gateway.url).open((await init()).body["url"] as string);
  assert.match(plain.headers.get("content-security-policy") ?? "", /frame-ancestors 'none'$/);
});

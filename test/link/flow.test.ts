import assert from "node:assert/strict";
import { createHash, createPublicKey, verify } from "node:crypto";
import { after, test } from "node:test";
import { createBrowser, headingOf, newChallenge, REDIRECT, startLinkGateway } from "./owner.ts";

const { gateway, admin, appId, call } = await startLinkGateway({ after });
const CODE = "123456";

async function visit(request: object = {}, form = "") {
  const { status, body } = await call("POST", "/v2/link/init", request);
  assert.equal(status, 200, JSON.stringify(body));
  const url = (body["url"] as string).replace("/cs_", `${form}/cs_`);
  const secret = url.split("/").at(-1) ?? "";
  const browser = createBrowser(gateway.url);
  await browser.open(url);
  const state = async () => (await call("GET", `/v2/link/${secret}`)).body;
  return { browser, url, state };
}

async function atLogin(request: object = {}) {
  const visited = await visit(request);
  await visited.browser.submit("consent");
  const logIn = (email: string, password = "good-password") =>
    visited.browser.submit("login", { email, password });
  return { ...visited, logIn };
}

/** Where the app would get the owner back. */
async function back({ browser }: { browser: ReturnType<typeof createBrowser> }) {
  const { headers } = await browser.ask(`${browser.path()}/continue`);
  return new URL(headers.get("location") ?? "", "https://nowhere.example");
}

test("HL04, HL05, HL07: the secret leaves the address bar, and the cookie is the page's own and changes", async () => {
  for (const form of ["", "/s"]) {
    const { browser } = await visit({}, form);
    assert.match(browser.path(), /^\/link\/lnk_/);
    const before = [...browser.cookies.values()];
    assert.equal(before.length, 1);
    await browser.submit("consent");
    await browser.submit("login", { email: "a@fan.sandbox.com", password: "good-password" });
    assert.equal(headingOf(browser.page()), "Your account is linked");
    assert.notDeepEqual([...browser.cookies.values()], before);
  }
  assert.doesNotMatch(gateway.log(), /cs_[0-9A-Za-z]{24}/);
});

test("HL01: every page runs nothing but its own, and is kept by no cache and told to nobody", async () => {
  const { browser } = await visit();
  const pages = [browser.page(), await browser.submit("consent"), await browser.submit("cancel")];
  pages.push(await browser.ask("/cs_000000000000000000000000"), await browser.ask("/manage"));
  const nonces = new Set<string>();
  for (const { headers } of pages) {
    const policy = headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "base-uri 'none'",
      "object-src 'none'",
      "form-action 'self'",
    ])
      assert.ok(policy.includes(part), policy);
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cross-origin-opener-policy"), "same-origin");
    assert.match(headers.get("content-type") ?? "", /charset=utf-8/);
  }
  assert.equal(nonces.size, pages.length);
});

test("HL06: a second browser does not get into a session that is open in another", async () => {
  const { browser, url } = await visit();
  const other = createBrowser(gateway.url);
  const refused = await other.open(url);
  assert.equal(refused.status, 403);
  assert.match(refused.text, /another browser/);
  assert.equal((await other.open(browser.path())).status, 404);
  assert.equal(
    headingOf(await browser.open(url)),
    "Fan Studio wants to link your OnlyFans account",
  );
});

test("HL15: whoever is sent into another's session sees which app asks, and what they sign in is named to them", async () => {
  const { browser, url } = await visit();
  const consent = browser.page().text;
  assert.match(consent, /Fan Studio/);
  const victim = createBrowser(gateway.url);
  assert.equal((await victim.open(url)).status, 403, "it is bound to the browser that began it");
  await browser.submit("consent");
  await browser.submit("login", { email: "a@creator.sandbox.com", password: "good-password" });
  assert.match(browser.page().text, /can now work with <strong>[^<]+<\/strong>/);
});

test("HL14: a form from elsewhere, or without its token, is refused", async () => {
  const { browser } = await visit();
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    browser.ask(`${browser.path()}/consent`, { method: "POST", body, headers });
  const token = /name="token" value="([^"]+)"/.exec(browser.page().text)?.[1] ?? "";
  const form = new URLSearchParams({ token });
  assert.equal((await post(form, { "sec-fetch-site": "cross-site" })).status, 403);
  assert.equal((await post(form, { "sec-fetch-site": "same-site" })).status, 403);
  assert.equal((await post(new URLSearchParams({ token: "wrong" }))).status, 403);
  assert.equal((await post(new URLSearchParams())).status, 403);
  assert.ok((await post("token=x", { "content-type": "text/plain" })).status >= 400);
  const foreign = createBrowser(gateway.url);
  assert.equal(
    (await foreign.ask(`${browser.path()}/consent`, { method: "POST", body: form })).status,
    404,
  );
  assert.equal((await post(form)).status, 303);
});

test("HL23: the consent is on record, with its text and what was asked for, before a password is taken", async () => {
  const { state, logIn } = await atLogin();
  const { body } = await admin("GET", "/audit?limit=5");
  const entries = body["list"] as {
    action: string;
    actor: string;
    detail: Record<string, unknown>;
  }[];
  const entry = entries.find(({ action }) => action === "link.consent");
  assert.equal(entry?.actor, "owner");
  assert.equal(entry.detail["appId"], appId);
  assert.match(entry.detail["textSha256"] as string, /^[0-9a-f]{64}$/);
  assert.ok((entry.detail["permissions"] as string[]).includes("posts:read"));
  assert.deepEqual(await state(), { status: "pending" });
  assert.equal(headingOf(await logIn("a@creator.sandbox.com")), "Your account is linked");
});

test("an owner who never agreed cannot sign in", async () => {
  const { browser, state } = await visit();
  await browser.submit("login", { email: "a@creator.sandbox.com", password: "good-password" });
  assert.match(headingOf(browser.page()), /wants to link/);
  assert.deepEqual(await state(), { status: "pending" });
});

test("HL12, HL24: an app gets an ID that works within what was agreed, and its own reference back", async () => {
  await admin("PATCH", `/apps/${appId}/link`, { permissions: ["posts:read"] });
  const visited = await atLogin({ clientReferenceId: "ä&b=c d" });
  await visited.logIn("a@creator.sandbox.com");
  const url = await back(visited);
  assert.ok(url.href.startsWith(REDIRECT));
  assert.equal(url.searchParams.get("client_reference_id"), "ä&b=c d");
  const id = url.searchParams.get("connection_id") ?? "";
  const { status, data } = await visited.state();
  assert.equal(status, "completed");
  assert.equal((data as { id: string }).id, id);
  assert.doesNotMatch(JSON.stringify(data), /sess|cookie|x-bc/);
  const access = (path: string) =>
    fetch(`${gateway.url}/v2/access${path}`, {
      headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": id },
    }).then((answer) => answer.status);
  assert.deepEqual([await access("/posts"), await access("/chats")], [200, 403]);
  await admin("PATCH", `/apps/${appId}/link`, {
    permissions: ["posts:read", "profile:read", "proxy:any"],
  });
});

test("HL08: what is done is done once: back, again and replay show the same", async () => {
  const visited = await atLogin();
  const first = await visited.logIn("a@fan.sandbox.com");
  const again = await visited.browser.ask(`${visited.browser.path()}/login`, {
    method: "POST",
    body: new URLSearchParams({
      token: "stale",
      email: "a@creator.sandbox.com",
      password: "good-password",
    }),
  });
  assert.equal(again.status, 403);
  assert.equal(headingOf(await visited.browser.open(visited.url)), headingOf(first));
  const { data } = await visited.state();
  assert.equal((data as { id: string }).id, gateway.sandbox.fan);
});

test("HL20: a wrong address, a wrong password and a locked account read alike, and all tries used end it", async () => {
  const { browser, logIn, state } = await atLogin();
  const said: string[] = [];
  for (const [email, password] of [
    ["a@nowhere.example", "good-password"],
    ["a@creator.sandbox.com", "bad"],
    ["a@locked.sandbox.com", "good-password"],
  ] as const) {
    const page = await logIn(email, password);
    assert.equal(page.status, 200);
    said.push(/role="alert">([^<]+)/.exec(page.text)?.[1] ?? "");
  }
  assert.equal(new Set(said).size, 1);
  assert.match(said[0] ?? "", /did not accept/);
  assert.equal((await state())["status"], "invalid_credentials");
  await logIn("a@creator.sandbox.com", "bad");
  assert.equal(headingOf(await logIn("a@creator.sandbox.com", "bad")), "Too many tries");
  assert.equal(headingOf(await browser.open(browser.path())), "Too many tries");
  const url = await back({ browser });
  assert.equal(url.searchParams.get("error_code"), "invalid_credentials");
});

for (const [address, word] of [
  ["a@creator-otp.sandbox.com", "app that makes your codes"],
  ["a@creator-sms.sandbox.com", "ends in 1234"],
  ["a@creator-email.sandbox.com", "e-mail address"],
  ["a@fan-otp.sandbox.com", "app that makes your codes"],
] as const) {
  test(`${address} signs in with the code, which the page says where to find`, async () => {
    const { browser, logIn, state } = await atLogin();
    assert.ok((await logIn(address)).text.includes(word));
    const { status, data } = await state();
    assert.equal(status, "awaiting_2fa");
    assert.ok((data as { twoFactorState: object }).twoFactorState);
    await browser.submit("code", { code: "12 34 56".replaceAll(" ", "") });
    assert.equal(headingOf(browser.page()), "Your account is linked");
  });
}

test("HL18: codes are sent again three times at most, and the page says so", async () => {
  const { browser, logIn } = await atLogin();
  await logIn("b@creator-sms.sandbox.com");
  assert.match((await browser.submit("resend")).text, /on its way/);
  await browser.submit("resend");
  for (let more = 0; more < 3; more++) await browser.submit("resend");
  assert.match(browser.page().text, /No new code could be sent/);
  assert.doesNotMatch(browser.page().text, /Send a new code/);
});

test("HL17: of two hundred guesses at once, no more than three are looked at, as the upstream does, and the session ends", async () => {
  const { browser, logIn, state } = await atLogin();
  await logIn("c@creator-otp.sandbox.com");
  const seen = await checksSeen();
  const token = /name="token" value="([^"]+)"/.exec(browser.page().text)?.[1] ?? "";
  const guess = () =>
    browser.ask(`${browser.path()}/code`, {
      method: "POST",
      body: new URLSearchParams({ token, code: "000000" }),
    });
  await Promise.all(Array.from({ length: 200 }, guess));
  for (let more = 0; more < 5; more++) await guess();
  assert.equal((await checksSeen()) - seen, 3);
  assert.equal((await state())["error"], "2fa_failed");
  await browser.submit("code", { code: CODE });
  assert.equal(headingOf(browser.page()), "Too many codes");
});

test("HL19: a code belongs to the session it was asked for in", async () => {
  const one = await atLogin();
  await one.logIn("d@creator-otp.sandbox.com");
  const other = await atLogin();
  await other.browser.submit("code", { code: CODE });
  assert.equal(headingOf(other.browser.page()), "Sign in to OnlyFans");
  assert.deepEqual(await other.state(), { status: "pending" });
});

for (const [address, reason, title] of [
  ["a@captcha.sandbox.com", "captcha_required", /a person/],
  ["a@creator-face.sandbox.com", "face_required", /your face/],
] as const) {
  test(`${reason} is never got around: the owner hears the truth, and the app the reason`, async () => {
    const visited = await atLogin();
    assert.match(headingOf(await visited.logIn(address)), title);
    assert.deepEqual(await visited.state(), { status: "failed", error: reason });
    assert.equal((await back(visited)).searchParams.get("error_code"), reason);
  });
}

for (const [step, published] of [
  ["consent", "authorization"],
  ["login", "login"],
  ["code", "2fa"],
] as const) {
  test(`a visit called off at ${step} tells the app where, and leaves nothing`, async () => {
    const visited = await visit({ clientReferenceId: "r" });
    const { browser } = visited;
    if (step !== "consent") await browser.submit("consent");
    if (step === "code")
      await browser.submit("login", { email: "e@fan-otp.sandbox.com", password: "good-password" });
    assert.equal(headingOf(await browser.submit("cancel")), "You cancelled");
    assert.deepEqual(await visited.state(), { status: "denied" });
    const url = await back(visited);
    assert.equal(url.search, `?from=link&status=cancelled&step=${published}&client_reference_id=r`);
  });
}

test("HL10, HL11: with a challenge the browser carries a code that works once, for its verifier alone", async () => {
  const { codeVerifier, codeChallenge } = newChallenge();
  const visited = await atLogin({ codeChallenge, clientReferenceId: "pkce" });
  await visited.logIn("a@fan.sandbox.com");
  const codeOf = async () => (await back(visited)).searchParams.get("code") ?? "";
  const exchange = (code: string, verifier = codeVerifier) =>
    call("POST", "/v2/link/exchange", { code, codeVerifier: verifier });
  assert.equal((await back(visited)).searchParams.get("connection_id"), null);
  assert.equal((await exchange("cc_000000000000000000000000")).status, 400);
  const burnt = await codeOf();
  assert.equal((await exchange(burnt, newChallenge().codeVerifier)).status, 400);
  assert.equal((await exchange(burnt)).status, 400, "a wrong verifier uses the code up");

  const next = await atLogin({ codeChallenge, clientReferenceId: "pkce" });
  await next.logIn("a@fan.sandbox.com");
  const code = (await back(next)).searchParams.get("code") ?? "";
  const pair = await Promise.all([exchange(code), exchange(code)]);
  assert.deepEqual(pair.map(({ status }) => status).sort(), [200, 400]);
  const won = pair.find(({ status }) => status === 200);
  assert.equal(won?.body["connectionId"], gateway.sandbox.fan);
  assert.equal(won.body["clientReferenceId"], "pkce");
  assert.equal((await exchange(code)).status, 400);
});

test("a connection is renewed for its own account alone, and an unused ID can be adopted", async () => {
  const wrong = await atLogin({ connectionId: gateway.sandbox.fan });
  assert.equal(headingOf(await wrong.logIn("a@creator.sandbox.com")), "That is another account");
  assert.deepEqual(await wrong.state(), { status: "failed", error: "wrong_account" });
  const right = await atLogin({ connectionId: gateway.sandbox.fan });
  await right.logIn("a@fan.sandbox.com");
  assert.equal(((await right.state())["data"] as { id: string }).id, gateway.sandbox.fan);

  await call("DELETE", `/v2/account/connections/${gateway.sandbox.creator}`);
  const adopted = "conn_myOwnIdFromBefore01";
  const other = await atLogin({ connectionId: adopted });
  await other.logIn("a@creator.sandbox.com");
  assert.equal(((await other.state())["data"] as { id: string }).id, adopted);
  const taken = await atLogin({ connectionId: "conn_anotherIdFromBefore1" });
  assert.equal(
    headingOf(await taken.logIn("a@creator.sandbox.com")),
    "This account is linked already",
  );
  assert.equal((await call("POST", "/v2/link/init", { connectionId: "nonsense" })).status, 400);
});

test("the receipt says what was agreed, and its signature holds", async () => {
  const { browser, logIn } = await atLogin();
  const page = await logIn("a@fan.sandbox.com");
  const manage = /href="[^"]*(\/manage\/mng_[0-9A-Za-z]+)"/.exec(page.text)?.[1] ?? "";
  await browser.open(manage);
  const { text } = await browser.ask("/manage/receipt");
  const { receipt, signature } = JSON.parse(text) as {
    receipt: { connectionId: string; text: { sha256: string }; driver: string };
    signature: { value: string; publicKey: string };
  };
  assert.equal(receipt.connectionId, gateway.sandbox.fan);
  assert.equal(receipt.driver, "password");
  assert.match(receipt.text.sha256, /^[0-9a-f]{64}$/);
  const holds = (said: object) =>
    verify(
      null,
      Buffer.from(JSON.stringify(said)),
      createPublicKey(signature.publicKey),
      Buffer.from(signature.value, "base64"),
    );
  assert.ok(holds(receipt));
  assert.ok(!holds({ ...receipt, driver: "other" }));
});

test("HL22: nothing of a password or code is in any log line or file, in whatever form", async () => {
  const password = "pass+word canary/7é";
  const { browser, logIn } = await atLogin();
  await logIn("canary@creator.sandbox.com", password);
  await logIn("canary@creator-otp.sandbox.com");
  await browser.submit("code", { code: "98761234" });
  const { readdir, readFile } = await import("node:fs/promises");
  const names = (await readdir(gateway.dataDir, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile(),
  );
  const files = await Promise.all(
    names.map(({ parentPath, name }) => readFile(`${parentPath}/${name}`, "latin1")),
  );
  const everything = files.join("\n") + gateway.log();
  assert.ok(everything.includes("link.consent"), "the scan sees what there is");
  for (const secret of [password, "good-password", "98761234"]) {
    const bytes = Buffer.from(secret);
    for (const form of [
      bytes.toString("latin1"),
      bytes.toString("base64"),
      bytes.toString("hex"),
      encodeURIComponent(secret),
      createHash("sha256").update(secret).digest("hex"),
    ])
      assert.ok(!everything.includes(form), secret);
  }
});

test("HL17: an account's tries are counted over all sessions", async () => {
  const said: string[] = [];
  for (let session = 0; session < 3; session++) {
    const { logIn } = await atLogin();
    for (let tries = 0; tries < 4; tries++) {
      const page = await logIn("Same@creator.sandbox.com", "bad");
      said.push(/role="alert">([^<]+)/.exec(page.text)?.[1] ?? "");
    }
  }
  assert.equal(said.filter((text) => text.includes("did not accept")).length, 10);
  assert.equal(said.filter((text) => text.includes("too many tries")).length, 2);
});

async function checksSeen(): Promise<number> {
  const answer = await fetch(`${gateway.sandbox.url}/_sandbox/log?limit=1000`);
  const { list } = (await answer.json()) as { list: readonly object[] };
  return list.filter((entry) => JSON.stringify(entry).includes("users/otp/check")).length;
}

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { access, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { createAllowedHosts } from "../../gateway/browser/allowed-hosts.ts";
import { launchBrowser } from "../../gateway/browser/launch.ts";
import { openLiveBrowsers } from "../../gateway/browser/live-browsers.ts";
import { openPages } from "../../gateway/browser/pages.ts";
import { passOn } from "../../gateway/browser/pass-on.ts";
import { unpackChromium } from "../../gateway/browser/unpack-chromium.ts";
import { startWayOut } from "../../gateway/browser/way-out.ts";
import { systemClock as clock } from "../../gateway/clock.ts";
import { silentLog as log } from "../support/silent-log.ts";
import { makeScratch } from "../support/scratch.ts";

const wayOut = await startWayOut(clock);
after(wayOut.close);
const site = createServer((_req, res) => res.end("<title>site</title>")).listen(0, "127.0.0.1");
await once(site, "listening");
after(() => site.close().closeAllConnections());
const siteHost = `127.0.0.1:${(site.address() as AddressInfo).port}`;
const folder = makeScratch({ after }, "way-out");

const direct = { id: "direct", kind: "direct" } as const;
const live = ["onlyfans.com", "*.onlyfans.com"];

async function ask(method: string, target: string, credential?: string): Promise<number> {
  const { hostname, port } = new URL(wayOut.url);
  const asked = request({
    host: hostname,
    port,
    method,
    path: target,
    headers: {
      host: siteHost,
      ...(credential !== undefined && {
        "proxy-authorization": `Basic ${Buffer.from(credential).toString("base64")}`,
      }),
    },
  }).end();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  asked.once("response", resolve).once("connect", resolve).once("error", reject);
  const { statusCode = 0, socket } = await promise;
  socket.destroy();
  return statusCode;
}

test("a browser gets as far as its own login's hosts, and nobody else gets anywhere", async () => {
  const pass = wayOut.open(createAllowedHosts(`http://${siteHost}`, []), direct);
  const own = `${pass.username}:${pass.password}`;
  assert.equal(await ask("CONNECT", siteHost), 407);
  assert.equal(await ask("CONNECT", siteHost, `${pass.username}:${"x".repeat(43)}`), 407);
  assert.equal(await ask("CONNECT", siteHost, own), 200);
  assert.equal(await ask("GET", `http://${siteHost}/`, own), 200);
  for (const elsewhere of ["127.0.0.1:1", "example.com:443", "[::1]:443"])
    assert.equal(await ask("CONNECT", elsewhere, own), 403, elsewhere);
  assert.equal(await ask("GET", "http://example.com/", own), 403);
  assert.deepEqual([...pass.refused], ["127.0.0.1", "example.com", "::1"]);
  pass.close();
  assert.equal(await ask("CONNECT", siteHost, own), 407);

  const { tunnel, plain } = createAllowedHosts("https://onlyfans.com", live);
  assert.ok(tunnel({ host: "onlyfans.com", port: 443 }));
  assert.ok(tunnel({ host: "cdn2.onlyfans.com", port: 443 }));
  for (const host of ["onlyfans.com.example", "evilonlyfans.com", "127.0.0.1", "localhost"])
    assert.equal(tunnel({ host, port: 443 }), false, host);
  assert.equal(tunnel({ host: "onlyfans.com", port: 22 }), false);
  assert.equal(plain({ host: "onlyfans.com", port: 443 }), false);
});

test("a browser that has gone when its answer comes takes nothing down with it", async (t) => {
  const passed = Promise.withResolvers<Socket>();
  const between = createServer((req, res) => {
    const upstream = connect((site.address() as AddressInfo).port, "127.0.0.1");
    passOn(req, res, upstream, () => undefined);
    res.destroy();
    passed.resolve(upstream);
  }).listen(0, "127.0.0.1");
  await once(between, "listening");
  t.after(() => between.close().closeAllConnections());
  const { port } = between.address() as AddressInfo;
  const asking = request({ port, path: `http://${siteHost}/` }).on("error", () => undefined);
  asking.end();
  const upstream = await passed.promise;
  await once(upstream, "close");
});

test("no packet goes past the proxy: WebRTC finds no address and asks no server", async (t) => {
  const chromium = await unpackChromium().catch((error: unknown) => (error as Error).message);
  if (typeof chromium === "string") return t.skip(chromium);
  const stun = createSocket("udp4").bind(0, "127.0.0.1");
  await once(stun, "listening");
  let packets = 0;
  stun.on("message", () => (packets += 1));
  t.after(() => stun.close());
  const pass = wayOut.open(createAllowedHosts(`http://${siteHost}`, []), direct);
  const profile = await mkdtemp(join(folder, "profile-"));
  const browser = await launchBrowser({
    chromium,
    profile,
    proxyUrl: wayOut.url,
    isSandboxed: false,
    clock,
  });
  t.after(browser.close);
  const pages = await openPages(browser.devtools, pass, () => Promise.resolve());
  const page = pages.front();
  assert.ok(page);
  const gather = `(async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:${stun.address().port}" }] });
    const found = [];
    peer.createDataChannel("x");
    const done = new Promise((resolve) => {
      peer.onicecandidate = ({ candidate }) => candidate ? found.push(candidate.candidate) : resolve();
    });
    await peer.setLocalDescription();
    await done;
    return found;
  })()`;
  await page.send("Page.navigate", { url: `http://${siteHost}/` });
  const { result } = (await page.send("Runtime.evaluate", {
    expression: gather,
    awaitPromise: true,
    returnByValue: true,
  })) as { result: { value: unknown } };
  assert.deepEqual(result.value, []);
  assert.equal(packets, 0);
  assert.match(browser.userAgent, /HeadlessChrome/, "it says what it is");
});

test("what a killed gateway left behind is removed, and who may not be served is told why", async () => {
  const stale = join(folder, "browsers", "login-stale");
  await mkdir(stale, { recursive: true });
  await writeFile(join(stale, "file"), "");
  const settings = {
    enabled: true,
    allowedHosts: live,
    maxBrowsers: 1,
    lifetimeMs: 1_000,
    idleTimeoutMs: 1_000,
  };
  const openAs = (uid: number, executable?: string) =>
    openLiveBrowsers({
      settings: { ...settings, executable },
      dataDir: folder,
      clock,
      log,
      uid,
    });
  const asRoot = await openAs(0, process.execPath);
  await assert.rejects(access(stale));
  assert.equal(asRoot.problem("sandbox"), undefined);
  assert.equal(asRoot.problem("live"), "root");
  const [notice = ""] = asRoot.notices({ live: undefined as never });
  assert.match(notice, /runs as root/);
  assert.equal((await openAs(1_000, process.execPath)).problem("live"), undefined);
  const without = await openAs(1_000, join(folder, "no-browser"));
  assert.equal(without.problem("sandbox"), "not_installed");
  const heard: object[] = [];
  without.watch({ id: "lnk_x", environment: "sandbox" } as never, {
    show: () => undefined,
    say: () => undefined,
    leave: (message) => void heard.push(message),
  });
  assert.deepEqual(heard, [{ t: "end", reason: "unavailable" }]);
});

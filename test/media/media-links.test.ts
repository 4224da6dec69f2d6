import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { createMediaLinks, type LinkOwner } from "../../gateway/media/media-links.ts";
import { createOriginList } from "../../gateway/origin-list.ts";
import type { ConnectionKey } from "../../gateway/secrets/connection-keys.ts";
import { sealingKey } from "../../gateway/secrets/sealed.ts";
import { createFakeClock } from "../support/fake-clock.ts";

const HOUR_MS = 3_600_000;
const URL_OF_FILE = "https://cdn2.onlyfans.com/files/a/1/full.jpg?Policy=p&Signature=s";

function setUp(live = ["https://cdn2.onlyfans.com", "https://*.convert.onlyfans.com"]) {
  const clock = createFakeClock();
  const keys = new Map<string, ConnectionKey>();
  for (const connectionId of ["conn_one", "conn_two"])
    keys.set(connectionId, {
      connectionId,
      key: sealingKey(`dk_${connectionId}`, randomBytes(32)),
    });
  const links = createMediaLinks({
    keys: {
      of: (id) => keys.get(id) as ConnectionKey,
      byId: (keyId) => Promise.resolve([...keys.values()].find(({ key }) => key.id === keyId)),
    },
    isMedia: { live: createOriginList(live), sandbox: createOriginList([]) },
    lifetimeMs: HOUR_MS,
    clock,
  });
  const owner = (id: string, appId = "app_a"): LinkOwner => ({
    connection: { id, organizationId: "org_a", environment: "live" },
    appId,
    base: "https://gateway.test",
  });
  const tokenOf = async (id: string, url = URL_OF_FILE, appId?: string) => {
    const write = await links.writerFor(owner(id, appId));
    return write(url, ["/api2/v2/posts/1"]).slice("https://gateway.test/v2/media/".length);
  };
  return { clock, keys, links, owner, tokenOf };
}

test("a link gives back what it was made for, and shows nothing of it", async () => {
  const { links, tokenOf } = setUp();
  const token = await tokenOf("conn_one");
  assert.deepEqual(await links.read(token), {
    connectionId: "conn_one",
    organizationId: "org_a",
    appId: "app_a",
    environment: "live",
    url: URL_OF_FILE,
    sources: ["/api2/v2/posts/1"],
  });
  const bytes = Buffer.from(token, "base64url").toString("latin1");
  for (const secret of ["cdn2", "Signature", "org_a", "/posts/"])
    assert.equal(bytes.includes(secret), false, secret);
});

test("an address keeps its link for half the link's life, and each app has its own", async () => {
  const { clock, tokenOf } = setUp();
  const first = await tokenOf("conn_one");
  assert.equal(await tokenOf("conn_one"), first);
  assert.notEqual(await tokenOf("conn_one", URL_OF_FILE, "app_b"), first);
  clock.advance(HOUR_MS / 2);
  assert.notEqual(await tokenOf("conn_one"), first);
});

test("TM04: a token with any bit changed, cut or lengthened is no link", async () => {
  const { links, tokenOf } = setUp();
  const token = await tokenOf("conn_one");
  const bytes = Buffer.from(token, "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const altered = Buffer.from(bytes);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.equal(await links.read(altered.toString("base64url")), undefined, `byte ${at}`);
    assert.equal(await links.read(bytes.subarray(0, at).toString("base64url")), undefined);
  }
  assert.equal(await links.read(`${token}AAAA`), undefined);
  for (const text of ["", ".", "a".repeat(8_000), "%2e%2e", `${token}=`, `${token}/x`, "AAAA"])
    assert.equal(await links.read(text), undefined, text.slice(0, 20));
});

test("TM06: a token opens under its own connection's key alone", async () => {
  const { keys, links, tokenOf } = setUp();
  const token = await tokenOf("conn_one");
  const two = keys.get("conn_two");
  assert.ok(two !== undefined);
  // Another connection's key that claims the first one's name.
  keys.set("conn_one", { connectionId: "conn_one", key: { ...two.key, id: "dk_conn_one" } });
  assert.equal(await links.read(token), undefined);
  keys.delete("conn_one");
  assert.equal(await links.read(token), undefined);
});

test("a link ends when its time is over, and when its host is no longer allowed", async () => {
  const { clock, links, tokenOf } = setUp();
  const token = await tokenOf("conn_one");
  clock.advance(HOUR_MS - 1);
  assert.notEqual(await links.read(token), undefined);
  clock.advance(1);
  assert.equal(await links.read(token), undefined);
});

test("TM05: only addresses of allowed hosts become links", async () => {
  const { links, owner } = setUp();
  const write = await links.writerFor(owner("conn_one"));
  const others = [
    "http://cdn2.onlyfans.com/a",
    "https://cdn2.onlyfans.com:8443/a",
    "https://user@cdn2.onlyfans.com/a",
    "https://cdn2.onlyfans.com.evil.test/a",
    "https://evil.test/cdn2.onlyfans.com",
    "https://cdn2.onlyfans.com@evil.test/a",
    "https://convert.onlyfans.com/a",
    "https://evilconvert.onlyfans.com/a",
    "http://169.254.169.254/latest",
    "httpsomething",
    "http://[",
  ];
  for (const url of others) assert.equal(write(url, []), url);
  assert.match(write("https://a.b.convert.onlyfans.com/x", []), /^https:\/\/gateway\.test\/v2/);
  assert.match(write("HTTPS://CDN2.onlyfans.com/x".replace("HTTPS", "https"), []), /\/v2\/media/);
});

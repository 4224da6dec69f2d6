import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { checkUrl } from "../../gateway/webhooks/check-url.ts";
import { createPost } from "../../gateway/webhooks/post.ts";
import { isReachable } from "../../gateway/webhooks/reach.ts";
import { startReceiver } from "./receiver.ts";

const refusedHosts = [
  ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "①②⑦.⓪.⓪.①", "127.0.0.1"],
  ["[::]", "[::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[fd00:ec2::254]", "[fe80::1]"],
  ["localhost", "localhost.", "LOCALHOST", "a.localhost", "169.254.169.254", "10.0.0.1"],
  ["192.168.1.1", "172.16.0.1", "100.64.0.1", "224.0.0.1", "255.255.255.255", "user@127.0.0.1"],
  ["[example.com]", "a%2e127.0.0.1", "user:pw@example.com", "example.com:22", "example.com:6379"],
].flat();

test("I05 I09: no spelling of an address that is not public, no other port or scheme, is taken", () => {
  for (const host of refusedHosts)
    assert.throws(() => checkUrl(`https://${host}/`, "public"), { code: "BAD_REQUEST" }, host);
  for (const url of [
    "http://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "ftp://example.com",
    "unix:/run/a",
    "HTTP://example.com",
    "https://example.com/#a",
    "",
  ])
    assert.throws(() => checkUrl(url, "public"), { code: "BAD_REQUEST" }, url);
  for (const url of [
    "https://example.com/hook?a=1",
    "HTTPS://93.184.215.14:8443/",
    "https://[2606:4700::1]/",
  ])
    assert.equal(checkUrl(url, "public").protocol, "https:");
});

test("a sandbox endpoint may be on this machine, and nowhere else that is not public", () => {
  const reach = "public-or-loopback";
  for (const url of ["http://127.0.0.1:4000/", "http://localhost:1/a", "https://[::1]:2/"])
    assert.ok(checkUrl(url, reach));
  for (const host of ["10.0.0.1", "[fd00::1]", "0.0.0.0", "[::ffff:127.0.0.1]", "example.com"])
    assert.throws(() => checkUrl(`http://${host}/`, reach), { code: "BAD_REQUEST" }, host);
  for (const address of [
    "10.1.2.3",
    "169.254.169.254",
    "::ffff:127.0.0.1",
    "fe80::1",
    "2002:7f00:1::",
    "2001:db8::1",
    "nonsense",
  ])
    for (const each of ["public", reach] as const) assert.equal(isReachable(address, each), false);
});

test("I06 I07 I08: every answer of a name is checked at connect time, and one private address refuses all", async (t) => {
  const receiver = await startReceiver(t);
  const answers: string[][] = [
    ["127.0.0.1"],
    ["10.0.0.1"],
    ["93.184.215.14", "127.0.0.1"],
    ["2606:4700::1", "::ffff:127.0.0.1"],
    [],
  ];
  let asked = 0;
  const post = createPost({
    clock: systemClock,
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    resolve: () =>
      Promise.resolve(
        (answers[asked++] ?? []).map((address) => ({
          address,
          family: address.includes(":") ? 6 : 4,
        })),
      ),
    assertForeign: () => undefined,
  });
  for (const answer of answers) {
    const { status, result } = await post("https://rebinding.example/", "public", {}, "{}");
    assert.deepEqual([status, result], [undefined, "refused_address"], answer.join());
  }
  assert.equal(asked, answers.length);
  assert.equal(receiver.got.length, 0);
});

test("I14: a delivery to the gateway's own port is refused", async (t) => {
  const receiver = await startReceiver(t);
  const own = Number(new URL(receiver.url).port);
  const post = createPost({
    clock: systemClock,
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    resolve: () => Promise.resolve([{ address: "127.0.0.1", family: 4 }]),
    assertForeign: ({ port }) => {
      if (port === own) throw new Error("own");
    },
  });
  const { result } = await post(receiver.url, "public-or-loopback", {}, "{}");
  assert.equal(result, "refused_address");
  assert.equal(receiver.got.length, 0);
});

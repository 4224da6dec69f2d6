import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { after, test } from "node:test";
import { systemClock } from "../../gateway/clock.ts";
import { isPublicAddress } from "../../gateway/egress/public-address.ts";
import { createPublicFetch, type Resolve } from "../../gateway/egress/public-fetch.ts";
import { GatewayError } from "../../gateway/errors.ts";
import { createOwnAddresses } from "../../gateway/own-addresses.ts";

let answer: RequestListener = (_request, response) =>
  response.writeHead(200, { "content-type": "image/png" }).end("picture");
let connections = 0;
const server = createServer((request, response) => answer(request, response));
server.on("connection", () => (connections += 1));
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(() => {
  server.closeAllConnections();
  server.close();
});
const { port } = server.address() as AddressInfo;

const PICTURE = "8.8.8.8";

function fetcher(options: { allowPrivate?: boolean; resolve?: Resolve; timeoutMs?: number } = {}) {
  const ownAddresses = createOwnAddresses();
  return {
    ownAddresses,
    fetchFile: createPublicFetch({
      timeoutMs: 5_000,
      maxBytes: 100,
      allowPrivate: false,
      ownAddresses,
      clock: systemClock,
      ...options,
    }),
  };
}

function answering(...lists: string[][]): { resolve: Resolve; asked: () => number } {
  let asked = 0;
  const resolve: Resolve = (_name, _options, callback) => {
    const list = lists[Math.min(asked++, lists.length - 1)] ?? [];
    callback(
      null,
      list.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  return { resolve, asked: () => asked };
}

async function refusal(fetching: Promise<unknown>): Promise<string> {
  const error = await fetching.then(
    () => assert.fail("it was fetched"),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof GatewayError);
  assert.equal(error.code, "BAD_REQUEST");
  return error.message;
}

test("I05: no way of writing a private address reaches anything", async () => {
  const { fetchFile } = fetcher();
  connections = 0;
  const hosts = [
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "①②⑦.⓪.⓪.①",
    "localhost",
    "localhost.",
    "LOCALHOST",
    "169.254.169.254",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "user@127.0.0.1",
    "[example.com]",
    "a%2e127.0.0.1",
    "10.1.2.3",
    "100.64.0.1",
    "192.168.1.1",
    "172.31.255.255",
  ];
  for (const host of hosts) {
    await refusal(fetchFile(`http://${host}/x.png`));
    await refusal(fetchFile(`http://${host}:${port}/x.png`));
  }
  assert.equal(connections, 0);
});

test("what is public is so by the registries, not by its look", () => {
  const yes = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "100.63.255.255"];
  const no = [
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "192.0.2.1",
    "::ffff:8.8.8.8",
    "::8.8.8.8",
  ].concat(
    "2001:db8::1",
    "fc00::1",
    "ff02::1",
    "2002:808:808::",
    "2001::1",
    "",
    "localhost",
    "8.8.8",
  );
  assert.deepEqual(
    yes.filter((address) => !isPublicAddress(address)),
    [],
  );
  assert.deepEqual(no.filter(isPublicAddress), []);
});

test("I06, I07: a name with any private address is refused, and its first answer is the last", async () => {
  connections = 0;
  for (const list of [["127.0.0.1"], [PICTURE, "127.0.0.1"], ["::1", PICTURE], ["10.0.0.1"], []]) {
    const { resolve, asked } = answering(list, ["127.0.0.1"]);
    await refusal(fetcher({ resolve }).fetchFile("http://rebinding.test/x.png"));
    assert.equal(asked(), 1, "it was asked again");
  }
  assert.equal(connections, 0);
});

test("I09: other schemes, ports and credentials are refused", async () => {
  const { fetchFile } = fetcher({ resolve: answering([PICTURE]).resolve });
  const schemes = [
    "file:///etc/passwd",
    "gopher://a/",
    "ftp://a/x",
    "unix:/x",
    "http+unix://x/",
    "x",
  ];
  const ports = [22, 25, 6379, 8080].map((each) => `http://example.com:${each}/x`);
  for (const url of [...schemes, ...ports, "http://u:p@example.com/x", "http://u@example.com/x"])
    await refusal(fetchFile(url));
});

test("I10: a redirect is not followed", async () => {
  answer = (_request, response) =>
    response.writeHead(302, { location: `http://127.0.0.1:${port}/again` }).end();
  connections = 0;
  await refusal(fetcher({ allowPrivate: true }).fetchFile(`http://127.0.0.1:${port}/`));
  assert.equal(connections, 1);
});

test("I11: closed, forbidden and failing hosts read alike", async () => {
  answer = (_request, response) => response.writeHead(500).end("inside");
  const open = fetcher({ allowPrivate: true });
  const forbidden = fetcher({ resolve: answering(["127.0.0.1"]).resolve });
  const texts = await Promise.all([
    refusal(open.fetchFile(`http://127.0.0.1:${port}/`)),
    refusal(open.fetchFile("http://127.0.0.1:1/")),
    refusal(forbidden.fetchFile("http://name.test/")),
  ]);
  assert.equal(new Set(texts).size, 1);
});

test("I14: the gateway's own listeners are never fetched from", async () => {
  const { fetchFile, ownAddresses } = fetcher({ allowPrivate: true });
  ownAddresses.add(port);
  connections = 0;
  await refusal(fetchFile(`http://127.0.0.1:${port}/x.png`));
  await refusal(fetchFile(`http://localhost:${port}/x.png`));
  assert.equal(connections, 0);
});

test("only media, within size and time", async () => {
  const { fetchFile } = fetcher({ allowPrivate: true });
  const url = `http://127.0.0.1:${port}/x`;
  answer = (_request, response) =>
    response
      .writeHead(200, { "content-type": "image/png; x=y", "content-length": 7 })
      .end("picture");
  const file = await fetchFile(url);
  assert.deepEqual([file.contentType, file.size], ["image/png", 7]);
  assert.equal((await buffer(file.body)).toString(), "picture");
  file.close();

  answer = (_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("x");
  assert.match(await refusal(fetchFile(url)), /no image/);
  answer = (_request, response) =>
    response.writeHead(200, { "content-type": "image/png", "content-length": 101 }).end();
  assert.match(await refusal(fetchFile(url)), /larger than 100/);
  answer = (_request, response) => {
    response.writeHead(200, { "content-type": "image/png" }).write(Buffer.alloc(60));
    response.end(Buffer.alloc(60));
  };
  const unsized = await fetchFile(url);
  assert.equal(unsized.size, undefined);
  assert.match(await refusal(buffer(unsized.body)), /larger than 100/);
  unsized.close();
  answer = () => undefined;
  await refusal(fetcher({ allowPrivate: true, timeoutMs: 30 }).fetchFile(url));
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import test from "node:test";
import fc from "fast-check";
import bodyRedactor from "../../config/examples/plugins/body-redactor.ts";
import earlyAnswer from "../../config/examples/plugins/early-answer.ts";
import fallbackUpstream from "../../config/examples/plugins/fallback-upstream.ts";
import headerTagger from "../../config/examples/plugins/header-tagger.ts";
import hmacSha512 from "../../config/examples/plugins/hmac-sha512.ts";
import type { Reply } from "../../gateway/chain/reply.ts";
import { GatewayError } from "../../gateway/errors.ts";
import type { Operation } from "../../gateway/rules/rules.ts";
import type { Cleanup } from "../support/cleanup.ts";
import { exercise, type MadeUpAnswer } from "../support/exercise.ts";

test("header-tagger says its word on every answer", async () => {
  const run = await exercise(headerTagger, { config: { value: "eu-1" } });
  await run.onRequest();
  assert.deepEqual(run.exchange.answerHeaders, { "x-served-by": "eu-1" });
});

test("early-answer answers its path and no other", async () => {
  const config = { path: "/v2/access/status", status: 503, body: { until: "noon" } };
  const run = await exercise(earlyAnswer, { config, target: "/v2/access/status?x" });
  const answer = (await run.onRequest()) as Reply;
  assert.equal(answer.status, 503);
  assert.equal((answer.body as Buffer).toString(), '{"until":"noon"}');
  const other = await exercise(earlyAnswer, { config, target: "/v2/access/status/" });
  assert.equal(await other.onRequest(), undefined);
});

test("hmac-sha512 adds an operation that computes RFC 4231's second case", async () => {
  const added = new Map<string, Operation>();
  const rules = { addOperation: (name: string, run: Operation) => added.set(name, run) };
  await exercise(hmacSha512, { services: { rules } });
  const run = added.get("hmacSha512");
  assert.ok(run !== undefined);
  assert.equal(
    run("Jefe", "what do ya want for nothing?"),
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
  );
  assert.throws(() => run(1, "text"), TypeError);
});

type Redact = (chunks: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;

async function redactorFor(words: string[], type = "application/json"): Promise<Redact[]> {
  const run = await exercise(bodyRedactor, { config: { words, replacement: "#" } });
  await run.onUpstreamRequest();
  assert.equal(run.request.headers["accept-encoding"], "identity");
  const answer: MadeUpAnswer = { status: 200, headers: { "content-type": type } };
  await run.onUpstreamResponse(answer);
  return (answer.transforms ?? []) as Redact[];
}

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

test("body-redactor finds its words wherever chunks end, and changes nothing else", async () => {
  const words = ["aba", "abab", "é€", "c.c"];
  const [redact] = await redactorFor(words);
  assert.ok(redact !== undefined);
  const text = fc
    .array(fc.constantFrom("a", "b", "ab", "aba", "é€", "é", "c.c", "cxc"), { maxLength: 30 })
    .map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
      async (body, sizes) => {
        const chunks: Buffer[] = [];
        for await (const chunk of redact(inPieces(Buffer.from(body), sizes))) chunks.push(chunk);
        assert.equal(Buffer.concat(chunks).toString(), body.replace(/abab|aba|c\.c|é€/g, "#"));
      },
    ),
  );
});

test("body-redactor holds back no more than its longest word", async () => {
  const [redact] = await redactorFor(["secret"]);
  async function* endless(): AsyncGenerator<Buffer> {
    for (;;) yield await Promise.resolve(Buffer.from("0123456789"));
  }
  let length = 0;
  for await (const chunk of redact?.(endless()) ?? []) {
    length += chunk.length;
    break;
  }
  assert.equal(length, 5);
});

test("body-redactor leaves pictures alone", async () => {
  assert.deepEqual(await redactorFor(["x"], "image/jpeg"), []);
});

async function startOldService(t: Cleanup, serve: RequestListener): Promise<string> {
  const server = createServer(serve).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function migrating(baseUrl: string, code: "SESSION_NOT_PROVIDED" | "SESSION_EXPIRED" | undefined) {
  return exercise(fallbackUpstream, {
    config: { baseUrl, apiKey: "old-key" },
    facts: { caller: {} },
    method: "POST",
    target: "/v2/access/posts?x=%5B",
    headers: {
      "x-connection-id": "conn_old",
      apikey: "new-key",
      cookie: "mine=1",
      "content-type": "application/json",
    },
    body: '{"text":"hi"}',
    services: {
      connections: {
        resolve: () =>
          code === undefined
            ? Promise.resolve({})
            : Promise.reject(new GatewayError(code, "No such connection.")),
      },
    },
  });
}

test("fallback-upstream sends a connection not known here to where it is known, with that key", async (t) => {
  const baseUrl = await startOldService(t, (request, response) => {
    response.writeHead(201, { "content-type": "application/json", "set-cookie": "theirs=1" });
    request.pipe(response);
    assert.equal(request.url, "/v2/access/posts?x=%5B");
    assert.equal(request.headers["apikey"], "old-key");
    assert.equal(request.headers["x-connection-id"], "conn_old");
    assert.equal(request.headers.cookie, undefined);
  });
  const run = await migrating(baseUrl, "SESSION_NOT_PROVIDED");
  const answer = (await run.onRequest()) as Reply;
  assert.equal(answer.status, 201);
  assert.deepEqual(answer.headers, { "content-type": "application/json" });
  let body = "";
  for await (const chunk of answer.body as Readable) body += String(chunk);
  assert.equal(body, '{"text":"hi"}');
});

test("fallback-upstream stays out of the way of connections known here, expired ones too", async () => {
  for (const code of [undefined, "SESSION_EXPIRED"] as const) {
    const run = await migrating("http://127.0.0.1:1", code);
    assert.equal(await run.onRequest(), undefined);
  }
});

test("fallback-upstream names itself when the other service cannot be reached", async () => {
  const run = await migrating("http://127.0.0.1:1", "SESSION_NOT_PROVIDED");
  await assert.rejects(run.onRequest(), { code: "UPSTREAM_UNREACHABLE", message: /fallback/ });
});

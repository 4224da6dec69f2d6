import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { startPlainGateway, startTestGateway } from "../support/gateway.ts";
import { connectRaw } from "../support/raw-client.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";
import { ask, codeOf, get } from "./ask.ts";

const SEED = 20_260_101;
const LISTS_PER_RUN = 20;

const name = fc
  .stringMatching(/^[Xx]-[A-Za-z0-9-]{1,12}$/)
  .filter((text) => !/^x-(forwarded|real|api|connection)-/i.test(text));
const value = fc.stringMatching(/^[!-~\xa1-\xff]([ -~\xa1-\xff]{0,30}[!-~\xa1-\xff])?$/);
const headerList = fc.array(fc.tuple(name, value), { maxLength: 8 });
const path = fc.stringMatching(
  /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{0,40}(\?[A-Za-z0-9?/&=+%"'<>`{}|^-]{0,30})?$/,
);

test("A09: an accepted header list and path arrive as they were, less what is stripped", async (t) => {
  const origin = await startTappedOrigin(t);
  const gateway = await startPlainGateway(t, origin.url);
  const client = await connectRaw(gateway.port);
  t.after(() => client.destroy());
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(path, headerList), { minLength: LISTS_PER_RUN, maxLength: LISTS_PER_RUN }),
      async (lists) => {
        origin.clear();
        const bytes = lists.map(([target, fields]) =>
          get(target, ...fields.map(([key, text]) => `${key}: ${text}`)),
        );
        await client.write(bytes.join(""));
        answered += lists.length;
        await hearSo(client, answered);
        for (const [index, [target, fields]] of lists.entries()) {
          const seen = origin.requests[index];
          assert.equal(seen?.target, target);
          assert.deepEqual(ownFields(seen.rawHeaders), combined(fields));
        }
      },
    ),
    { seed: SEED, numRuns: 10_000 / LISTS_PER_RUN },
  );
});

async function hearSo(client: Awaited<ReturnType<typeof connectRaw>>, count: number) {
  const marks = () => client.received().toString("latin1").split('"bodyBytes"').length - 1;
  await client.until(() => marks() >= count);
}

/** Fields by lower-case name, repeated ones joined (RFC 9110 §5.3). */
function combined(fields: readonly (readonly [string, string])[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [key, text] of fields) {
    const lower = key.toLowerCase();
    result[lower] = lower in result ? `${result[lower]}, ${text}` : text;
  }
  return result;
}

function ownFields(rawHeaders: readonly string[]): Record<string, string> {
  const pairs = Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[index * 2] ?? "", rawHeaders[index * 2 + 1] ?? ""] as const,
  );
  const injected = new Set(["host", "connection"]);
  return combined(pairs.filter(([key]) => !injected.has(key.toLowerCase())));
}

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const TARGETS = [
  ...PRINTABLE.map((char) => `/users/a${char}b`),
  ...PRINTABLE.map((char) => `/users/me?q=a${char}b`),
  "/users/me?",
  "/users/me??",
  "/users/me?a=%2f%2F%c3%A9",
  "/users/%6De",
  "/users/./me",
  "/users/me/",
];

test("A10: target bytes are refused or arrive unchanged, and the signature covers what arrived", async (t) => {
  const gateway = await startTestGateway(t);
  const { apiKey, creator, url } = gateway.sandbox;
  const accepted: string[] = [];
  for (const target of TARGETS) {
    const { answers, client } = await ask(
      gateway.port,
      get(`/v2/access/proxy${target}`, `apikey: ${apiKey}`, `x-connection-id: ${creator}`),
    );
    client.destroy();
    const code = codeOf(answers[0]);
    assert.notEqual(code, "RULES_OUTDATED", target);
    if (code === "BAD_REQUEST" || code === "FORBIDDEN") continue;
    accepted.push(`/api2/v2${target}`);
  }
  const log = (await (await fetch(`${url}/_sandbox/log?limit=1000`)).json()) as Log;
  const arrived = new Set(log.list.map(({ target }) => target));
  assert.deepEqual(
    accepted.filter((target) => !arrived.has(target)),
    [],
  );
  assert.ok(accepted.length > 100, `only ${accepted.length} targets were accepted`);
});

interface Log {
  readonly list: readonly { readonly target: string }[];
}

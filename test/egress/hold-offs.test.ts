import assert from "node:assert/strict";
import { test } from "node:test";
import type { Egress } from "../../gateway/egress/egress.ts";
import { createHoldOffs } from "../../gateway/egress/hold-offs.ts";
import { createFakeClock } from "../support/fake-clock.ts";
import { silentLog } from "../support/silent-log.ts";
import { startSignedGateway } from "../support/gateway.ts";
import { startTappedOrigin } from "../support/tapped-origin.ts";

const paris: Egress = { id: "paris", kind: "connect", host: "127.0.0.1", port: 1 };
const MINUTE_MS = 60_000;

function fixture() {
  const clock = createFakeClock();
  return { clock, holdOffs: createHoldOffs({ clock, log: silentLog }) };
}

test("E07: an address is left alone for as long as the upstream says, and no other with it", () => {
  const { clock, holdOffs } = fixture();
  const own = (username: string): Egress => ({ ...paris, id: "many", username });
  assert.equal(holdOffs.remainingMs(paris, "live"), 0);
  holdOffs.limited(paris, "live", 3);
  holdOffs.limited(own("a"), "live", 9);
  assert.equal(holdOffs.remainingMs(paris, "live"), 3_000);
  assert.equal(holdOffs.remainingMs(paris, "sandbox"), 0);
  assert.equal(holdOffs.remainingMs(own("b"), "live"), 0, "another address of the same proxy");
  assert.deepEqual([holdOffs.longestMs("paris"), holdOffs.longestMs("many")], [3_000, 9_000]);
  holdOffs.limited(paris, "live", 1);
  assert.equal(holdOffs.remainingMs(paris, "live"), 3_000, "a shorter one does not end it");
  clock.advance(3_000);
  assert.equal(holdOffs.remainingMs(paris, "live"), 0);
});

test("where it says nothing the wait doubles up to half an hour while it comes back, and then begins anew", () => {
  const { clock, holdOffs } = fixture();
  for (const minutes of [1, 2, 4, 8, 16, 30, 30]) {
    holdOffs.limited(paris, "live", undefined);
    holdOffs.limited(paris, "live", undefined);
    assert.equal(holdOffs.remainingMs(paris, "live"), minutes * MINUTE_MS, "those at once are one");
    clock.advance(minutes * MINUTE_MS);
  }
  clock.advance(31 * MINUTE_MS);
  holdOffs.limited(paris, "live", undefined);
  assert.equal(holdOffs.remainingMs(paris, "live"), MINUTE_MS);
  holdOffs.limited(paris, "live", 10 ** 9);
  assert.equal(holdOffs.remainingMs(paris, "live"), 86_400_000, "never longer than a day");
});

test("a client gets the upstream's own 429 with its Retry-After, each time, and operators see the wait", async (t) => {
  const paths: string[] = [];
  const origin = await startTappedOrigin(t, ({ target }, response) => {
    paths.push(target);
    response.writeHead(429, { "content-type": "application/json", "retry-after": "40" });
    response.end('{"error":{"code":429,"message":"Too many requests"}}');
  });
  const { url, adminUrl, adminToken, sandbox, log } = await startSignedGateway(t, origin.url);
  const headers = { apikey: sandbox.apiKey, "x-connection-id": sandbox.creator };
  for (const path of ["/v2/access/proxy/users/me", "/v2/access/self", "/v2/access/self"]) {
    const answer = await fetch(url + path, { headers });
    assert.deepEqual([answer.status, answer.headers.get("retry-after")], [429, "40"], path);
  }
  assert.deepEqual(paths, Array(3).fill("/api2/v2/users/me"));
  const operator = { headers: { authorization: `Bearer ${adminToken}` } };
  const { egresses } = (await (await fetch(`${adminUrl}/admin/egress`, operator)).json()) as {
    egresses: readonly { readonly limitedUntil: string | null }[];
  };
  const until = Date.parse(egresses[0]?.limitedUntil ?? "");
  assert.ok(until > Date.now() && until <= Date.now() + 40_000);
  assert.equal(log().match(/the upstream limits this address/g)?.length, 1);

  const asked = `${adminUrl}/admin/connections/${sandbox.creator}/check`;
  const checked = await fetch(asked, { method: "POST", ...operator });
  const { error } = (await checked.json()) as { error: { retryAfter: number } };
  assert.deepEqual([error.retryAfter, paths.length], [40, 4], "who asks by hand gets an answer");
});

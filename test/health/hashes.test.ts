import assert from "node:assert/strict";
import { after, test } from "node:test";
import { createHashes } from "../../gateway/health/hashes.ts";
import { toConnection } from "../../gateway/connections/resolver.ts";
import { startConnections } from "../connections/test-connections.ts";

const { connections, store, clock, log, id } = await startConnections({ after });
const origin = "https://upstream.example";
const allowedOrigins = new Set([origin]);

test("no x-hash is asked for through an address that the upstream limits; a 429 to it limits the address", async () => {
  const row = await store.connections.find(id);
  assert.ok(row !== undefined);
  const limits: unknown[] = [];
  let waitMs = 90_000;
  let sent = 0;
  const hashes = createHashes({
    environments: {
      sandbox: { name: "sandbox", origin, hashOrigin: origin, allowedOrigins, scheme: "onlyfans" },
    },
    connections,
    sendPlain: () => {
      sent += 1;
      const headers = { "retry-after": "12" };
      return Promise.resolve({ status: 429, headers, body: Buffer.alloc(0) });
    },
    heldMs: () => waitMs,
    limited: ({ id: of }, seconds) => void limits.push([of, seconds]),
    clock,
    log,
  });
  const want = async () => {
    hashes.want(toConnection(row));
    await hashes.close();
  };
  await want();
  waitMs = 0;
  clock.advance(89_999);
  await want();
  assert.equal(sent, 0, "until it is over");
  clock.advance(1);
  await want();
  assert.deepEqual([sent, limits], [1, [[id, 12]]]);
});

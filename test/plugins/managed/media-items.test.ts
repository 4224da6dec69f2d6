import assert from "node:assert/strict";
import { test } from "node:test";
import { GatewayError } from "../../../gateway/chain/plugin.ts";
import { resolveMediaItems } from "../../../plugins/managed/media-items.ts";

const owner = { connection: { id: "conn_test" }, appId: "app_test" } as never;

/** Takes uploads, and fetches addresses only once so many were asked for: one after the other would wait for ever. */
function servicesThatWaitFor(count: number) {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const settled: (readonly [string, boolean])[] = [];
  let asked = 0;
  const services = {
    ingest: async (_owner: unknown, url: string) => {
      if ((asked += 1) === count) resolve(undefined);
      await promise;
      if (url.endsWith("/bad")) throw new GatewayError("BAD_REQUEST", "It is empty.");
      return url;
    },
    uploads: {
      take: (_owner: unknown, id: string) => Promise.resolve({ processId: id }),
      settle: (id: string, wasUsed: boolean) => {
        settled.push([id, wasUsed]);
        return Promise.resolve();
      },
    },
  };
  return { services: services as never, settled };
}

test("addresses are fetched a few at a time, and keep their order", async () => {
  const { services, settled } = servicesThatWaitFor(3);
  const items = ["https://a.test/1", 7, "https://a.test/2", "https://a.test/3", "8"];
  const { files, settle } = await resolveMediaItems(items, owner, services);
  const claim = (url: string) => ({ processId: url });
  assert.deepEqual(files, [
    claim("https://a.test/1"),
    7,
    claim("https://a.test/2"),
    claim("https://a.test/3"),
    8,
  ]);
  await settle(true);
  assert.equal(settled.length, 3);
});

test("when one cannot be used it is named, and the others are given back", async () => {
  const { services, settled } = servicesThatWaitFor(2);
  await assert.rejects(
    resolveMediaItems(["https://a.test/1", "https://a.test/bad"], owner, services),
    { code: "BAD_REQUEST", message: /mediaItems\[1\].*It is empty/ },
  );
  assert.deepEqual(settled, [["https://a.test/1", false]]);
});

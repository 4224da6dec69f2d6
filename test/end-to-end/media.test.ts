import assert from "node:assert/strict";
import { after, describe, test, type TestContext } from "node:test";
import { systemClock, type Clock } from "../../gateway/clock.ts";
import { startTestGateway } from "../support/gateway.ts";

const HOUR_MS = 3_600_000;

interface Post {
  readonly id: number;
  readonly media: readonly {
    readonly type: string;
    readonly files?: { readonly full: { readonly url: string } };
  }[];
}

interface LogEntry {
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

let offsetMs = 0;
/** The machine's clock, put forward for gateway and upstream alike. */
const clock: Clock = { ...systemClock, now: () => systemClock.now() + offsetMs };
const gateway = await startTestGateway({ after }, {}, { clock });

describe("links to media", () => {
  const managed = (path: string, who: "creator" | "fan" = "creator") =>
    fetch(`${gateway.url}/v2/access${path}`, {
      headers: { apikey: gateway.sandbox.apiKey, "x-connection-id": gateway.sandbox[who] },
    });
  const script = (command: string, body: object) =>
    fetch(`${gateway.sandbox.url}/_sandbox/${command}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
  const seen = async () => {
    const answer = await fetch(`${gateway.sandbox.url}/_sandbox/log?limit=500`);
    return ((await answer.json()) as { list: readonly LogEntry[] }).list;
  };
  const firstLink = async (at: 0 | -1 = 0): Promise<string> => {
    const { list } = (await (await managed("/posts?limit=20")).json()) as { list: Post[] };
    const url = list
      .flatMap(({ media }) => media)
      .filter(({ type, files }) => type === "photo" && files !== undefined)
      .at(at)?.files;
    assert.ok(url !== undefined);
    return url.full.url;
  };
  const moveClock = (t: TestContext, byMs: number) => {
    offsetMs = byMs;
    t.after(() => (offsetMs = 0));
  };

  test("no address of the upstream is left in a managed answer", async () => {
    for (const path of ["/self", "/posts", "/chats", "/posts?limit=3"]) {
      const text = await (await managed(path)).text();
      assert.equal(text.includes(gateway.sandbox.url), false, path);
      assert.ok(text.includes(`${gateway.url}/v2/media/`), path);
    }
  });

  test("a link needs no key, and gives the file whole, in part and unchanged", async () => {
    const url = await firstLink();
    const whole = await fetch(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    assert.equal(whole.status, 200);
    assert.equal(whole.headers.get("content-type"), "image/jpeg");
    assert.equal(String(bytes.length), whole.headers.get("content-length"));

    const part = await fetch(url, { headers: { range: "bytes=100-299" } });
    assert.equal(part.status, 206);
    assert.equal(part.headers.get("content-range"), `bytes 100-299/${bytes.length}`);
    assert.ok(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100, 300)));

    const etag = whole.headers.get("etag") ?? "";
    const unchanged = await fetch(url, { headers: { "if-none-match": etag } });
    assert.equal(unchanged.status, 304);
    const resumed = await fetch(url, { headers: { range: "bytes=0-9", "if-range": '"other"' } });
    assert.equal(resumed.status, 200);
    await resumed.arrayBuffer();
    const beyond = await fetch(url, { headers: { range: `bytes=${bytes.length}-` } });
    assert.equal(beyond.status, 416);
    const head = await fetch(url, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers.get("content-length")], [200, `${bytes.length}`]);
  });

  test("N02: the media host sees nothing of the session, and nothing of the caller", async () => {
    const url = await firstLink();
    await (
      await fetch(`${url}?url=http://evil.test/`, {
        headers: {
          apikey: gateway.sandbox.apiKey,
          authorization: "Bearer canary",
          cookie: "canary=1",
          "x-connection-id": gateway.sandbox.creator,
          "x-forwarded-host": "evil.test",
        },
      })
    ).arrayBuffer();
    const entry = (await seen()).findLast(({ target }) => target.startsWith("/files/"));
    assert.ok(entry !== undefined);
    assert.equal(entry.target.includes("evil"), false);
    const allowed = ["accept", "accept-encoding", "connection", "host"];
    const sent = entry.headers.map(([name]) => name.toLowerCase());
    assert.deepEqual(
      sent.filter((name) => !allowed.includes(name)),
      [],
    );
  });

  test("an expired address is asked for once more, by however many readers", async (t) => {
    const url = await firstLink();
    moveClock(t, 5 * HOUR_MS);
    const readers = Array.from({ length: 6 }, async () => {
      const answer = await fetch(url, { headers: { range: "bytes=0-9" } });
      await answer.arrayBuffer();
      return answer.status;
    });
    assert.deepEqual([...new Set(await Promise.all(readers))], [206]);
    const asked = (await seen()).filter(({ target }) => /^\/api2\/v2\/posts\/\d+/.test(target));
    assert.equal(asked.length, 1);
    assert.equal((await fetch(url, { method: "HEAD" })).status, 200);
  });

  test("where no newer address can be asked for the reason is said, not that the file is gone", async (t) => {
    const url = await firstLink(-1);
    moveClock(t, 10 * HOUR_MS);
    await script("fault", { kind: "maintenance", path: "/api2/v2/", times: 3 });
    const refused = await fetch(url);
    assert.equal(((await refused.json()) as { code: string }).code, "UPSTREAM_MAINTENANCE");
    const answer = await fetch(url, { headers: { range: "bytes=0-9" } });
    await answer.arrayBuffer();
    assert.equal(answer.status, 206);
  });

  test("TM06: forged, cut and foreign tokens get one answer, and nothing is sent", async () => {
    const url = await firstLink();
    const before = (await seen()).length;
    const answers = new Set<string>();
    for (const bad of [`${url.slice(0, -4)}AAAA`, url.slice(0, -30), `${url}/x`, `${url}AA`]) {
      const answer = await fetch(bad);
      const { status, detail } = (await answer.json()) as { status: number; detail: string };
      answers.add(`${status} ${detail}`);
    }
    assert.equal(answers.size, 1);
    assert.match([...answers][0] ?? "", /^404 /);
    assert.equal((await seen()).length, before);
  });

  test("N01: no log line holds a link, which whoever reads the log could use", async () => {
    const url = await firstLink();
    await (await fetch(url)).arrayBuffer();
    await (await fetch(url, { method: "POST" })).arrayBuffer();
    const token = url.slice(url.lastIndexOf("/") + 1);
    assert.ok(gateway.log().includes("/v2/media/***"));
    assert.equal(gateway.log().includes(token.slice(0, 40)), false);
  });

  test("a link only reads, and a browser runs nothing that comes by it", async () => {
    const url = await firstLink();
    const posted = await fetch(url, { method: "POST", body: "x" });
    assert.deepEqual([posted.status, posted.headers.get("allow")], [405, "GET, HEAD"]);
    const { avatar } = (await (await managed("/self")).json()) as { avatar: string };
    const svg = await fetch(avatar);
    assert.equal(svg.headers.get("content-type"), "image/svg+xml");
    assert.match(svg.headers.get("content-security-policy") ?? "", /sandbox/);
    assert.equal(svg.headers.get("x-content-type-options"), "nosniff");
    await svg.arrayBuffer();
  });

  test("a file that the upstream no longer offers is not found", async (t) => {
    const url = await firstLink();
    moveClock(t, 9 * HOUR_MS);
    await script("session", { account: "creator", action: "expire" });
    const answer = await fetch(url);
    assert.equal(answer.status, 404);
    assert.equal(((await answer.json()) as { code: string }).code, "RESOURCE_NOT_FOUND");
  });

  test("J01: a link dies with its connection", async () => {
    const { avatar } = (await (await managed("/self", "fan")).json()) as { avatar: string };
    const alive = await fetch(avatar);
    assert.equal(alive.status, 200);
    await alive.arrayBuffer();
    const answer = await fetch(`${gateway.adminUrl}/admin/connections/${gateway.sandbox.fan}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${gateway.adminToken}` },
    });
    assert.ok(answer.ok);
    const gone = await fetch(avatar);
    assert.equal(gone.status, 404);
    await gone.arrayBuffer();
  });
});

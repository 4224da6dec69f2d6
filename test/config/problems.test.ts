import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { ConfigError } from "../../gateway/config/problem.ts";
import { folderWith, load, problemsOf } from "./support.ts";

describe("a configuration that cannot be used", () => {
  test("FR04: is refused with file, place, problem and remedy of everything that is wrong", async (t) => {
    const folder = folderWith(t, {
      "gateway.json": [
        "{",
        '  "server": { "prot": 1, "host": 7 },',
        '  "log": { "level": "wran" },',
        '  "egress": { "pools": { "default": { "members": [] } } }',
        "}",
      ].join("\n"),
    });
    const file = join(folder, "gateway.json");
    const problems = await problemsOf({ source: { file }, env: { PORT: "high" } });
    const brief = problems.map(({ place, line, column, problem, remedy }) => [
      place,
      line === undefined ? "" : `${line}:${column ?? 0}`,
      problem,
      remedy,
    ]);
    assert.deepEqual(brief, [
      [
        "/server/port",
        "",
        "The value given for it is not an integer.",
        "Port to listen on; 0 takes a free one.",
      ],
      ["/server/prot", "2:15", "`prot` is not a setting here.", "Did you mean `port`?"],
      [
        "/server/host",
        "2:26",
        "This must be a string, but is a number.",
        "Address to listen on; `0.0.0.0` or `::` for every interface.",
      ],
      [
        "/log/level",
        "3:12",
        "This must be one of: debug, info, warn, error, silent.",
        "Did you mean `warn`?",
      ],
      [
        "/egress/pools/default/members",
        "4:39",
        "This must NOT have fewer than 1 items.",
        "Each connection is given one and keeps it.",
      ],
    ]);
    assert.equal(problems[0]?.file, "env PORT");
    assert.ok(problems[1]?.file.endsWith("gateway.json"));
  });

  test("FR04: prints like a compiler", async (t) => {
    const folder = folderWith(t, { "gateway.json": '{ "admin": {\n  "prot": 1 } }' });
    const file = join(folder, "gateway.json");
    await assert.rejects(load({ source: { file } }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(
        error.message.slice(error.message.indexOf("gateway.json")),
        "gateway.json:2:3: /admin/prot `prot` is not a setting here.\n    Did you mean `port`?",
      );
      return true;
    });
  });

  const documents: readonly [name: string, text: string, problem: RegExp][] = [
    ["a file that is not JSON", "{", /A key in double quotes is expected, but the end/],
    ["a list", "[]", /holds no JSON object/],
    ["a text", '"x"', /holds no JSON object/],
    [
      "an unknown chain",
      '{ "routes": [{ "prefix": "/x", "chain": "acess" }] }',
      /no chain `acess`/,
    ],
    [
      "two routes of one prefix",
      '{ "routes": [{ "prefix": "/x", "chain": "access" }, { "prefix": "/x", "chain": "access" }] }',
      /has the prefix `\/x` already/,
    ],
    [
      "a route that ends in a slash",
      '{ "routes": [{ "prefix": "/x/", "chain": "access" }] }',
      /must match pattern/,
    ],
    [
      "a proxy without a port",
      '{ "egress": { "pools": { "p": { "members": [{ "id": "a", "kind": "connect", "host": "h" }] } } } }',
      /connect proxy needs a port/,
    ],
    [
      "two proxies of one id",
      '{ "egress": { "pools": { "p": { "members": [{ "id": "a", "kind": "direct" }, { "id": "a", "kind": "direct" }] } } } }',
      /has the id `a` already/,
    ],
    [
      "several pools and none for the gateway's own calls",
      '{ "egress": { "pools": { "p": { "members": [{ "id": "a", "kind": "direct" }] }, "q": { "members": [{ "id": "b", "kind": "direct" }] } } } }',
      /None of the pools is called `default`/,
    ],
    [
      "a default pool that is not there",
      '{ "egress": { "defaultPool": "q", "pools": { "p": { "members": [{ "id": "a", "kind": "direct" }] } } } }',
      /There is no pool `q`/,
    ],
    ["no pool at all", '{ "egress": { "pools": {} } }', /There is no pool: nothing can be sent/],
    [
      "a pool with an unusable name",
      '{ "egress": { "pools": { "a b": { "members": [] } } } }',
      /`a b` cannot be a name/,
    ],
    [
      "a live origin in the clear",
      '{ "environments": { "live": { "origin": "http://example.com" } } }',
      /in the clear/,
    ],
    [
      "more feeds to agree than are switched on",
      '{ "environments": { "live": { "quorum": 2, "feeds": [{ "url": "https://a.example/" }, { "url": "https://b.example/", "enabled": false }] } } }',
      /2 feeds must agree, and there are 1/,
    ],
    [
      "a feed in the clear",
      '{ "environments": { "live": { "feeds": [{ "url": "http://example.com/r" }] } } }',
      /can alter what comes/,
    ],
    [
      "a feed with credentials in its address",
      '{ "environments": { "live": { "feeds": [{ "url": "https://u:p@example.com/r" }] } } }',
      /must match pattern/,
    ],
    [
      "a plugin's unknown setting",
      '{ "chains": { "access": { "plugins": [{ "use": "auth", "with": { "wrod": "" } }] } } }',
      /`wrod` is not a setting here/,
    ],
    [
      "a certificate without its key",
      '{ "server": { "tls": { "cert": "c" } } }',
      /setting is missing/,
    ],
  ];
  for (const [name, text, problem] of documents) {
    test(`is refused: ${name}`, async (t) => {
      const file = join(folderWith(t, { "gateway.json": text }), "gateway.json");
      const [first, ...others] = await problemsOf({ source: { file } });
      assert.match(first?.problem ?? "", problem);
      assert.ok((first?.line ?? 0) >= 1);
      assert.deepEqual(others, []);
    });
  }

  test("is refused when it is missing or not UTF-8, or names a plugin that is not there", async (t) => {
    const folder = folderWith(t, {});
    const [missing] = await problemsOf({ source: { file: join(folder, "none.json") } });
    assert.match(missing?.problem ?? "", /cannot be read: ENOENT/);

    writeFileSync(join(folder, "latin1.json"), Buffer.from('{ "dataDir": "\xe9" }', "latin1"));
    const [latin1] = await problemsOf({ source: { file: join(folder, "latin1.json") } });
    assert.match(latin1?.problem ?? "", /cannot be read: .*not valid/);

    const plugins = { names: ["auth"], find: () => Promise.resolve(undefined) };
    const source = { document: { chains: { access: { plugins: ["auht"] } } } };
    const [unknown] = await problemsOf({ source, plugins });
    assert.equal(unknown?.place, "/chains/access/plugins/0/use");
    assert.match(unknown.remedy, /Did you mean `auth`\?/);
  });
});

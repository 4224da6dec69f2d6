import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { explain, maskSecrets } from "../../gateway/config/explain.ts";
import { ConfigError } from "../../gateway/config/problem.ts";
import { folderWith, load, problemsOf } from "./support.ts";

const CANARY = "canary-4f1c9a7e";

describe("references", () => {
  test("stand for a whole value or a part of one, from the environment and from files", async (t) => {
    const folder = folderWith(t, {
      "gateway.json": JSON.stringify({
        server: { port: "${env:P}", publicUrl: "https://${env:NAME}.example" },
        environments: { sandbox: { enabled: "${env:ON}" } },
        admin: { metricsToken: "${file:secrets/token}" },
        dataDir: "$${env:P}",
      }),
      "secrets/token": "a token of some length\n",
    });
    const { config, files, origins } = await load({
      source: { file: join(folder, "gateway.json") },
      env: { P: "81", NAME: "gate", ON: "off" },
    });
    assert.equal(config.server.port, 81);
    assert.equal(config.server.publicUrl, "https://gate.example");
    assert.equal(config.environments.sandbox.enabled, false);
    assert.equal(config.admin.metricsToken, "a token of some length");
    assert.equal(config.dataDir, join(folder, "${env:P}"));
    assert.equal(origins.get("/server/port"), "file");
    assert.deepEqual(files, [join(folder, "gateway.json"), join(folder, "secrets/token")]);
  });

  test("drop one line break at a file's end and no more", async (t) => {
    const folder = folderWith(t, {});
    for (const [text, value] of [
      ["sixteen characters\r\n", "sixteen characters"],
      ["sixteen characters \n\n", "sixteen characters \n"],
    ] as const) {
      writeFileSync(join(folder, "token"), text);
      const document = { admin: { metricsToken: `\${file:${join(folder, "token")}}` } };
      const { config } = await load({ source: { document } });
      assert.equal(config.admin.metricsToken, value);
    }
  });

  test("are resolved inside a plugin's settings, and typed by its schema", async () => {
    const plugins = [{ use: "x", with: { perMinute: "${env:N}" } }];
    const document = { chains: { access: { plugins } } };
    const { plans } = await load({ source: { document }, env: { N: "7" } });
    assert.deepEqual(plans["access"]?.[0]?.settings, { perMinute: 7, word: "hello" });
    const [problem] = await problemsOf({ source: { document }, env: { N: "seven" } });
    assert.equal(problem?.place, "/chains/access/plugins/0/with/perMinute");
  });

  test("wait in an entry of a list that is switched off, and are looked up once it is on", async () => {
    const feed = { url: "https://rules.example/", headers: { apikey: "${file:no-such-key}" } };
    const document = (enabled: boolean) => ({
      environments: { live: { feeds: [{ ...feed, enabled }] } },
    });
    const { config } = await load({ source: { document: document(false) } });
    assert.deepEqual(config.environments.live.feeds[0]?.headers, feed.headers);
    const [problem] = await problemsOf({ source: { document: document(true) } });
    assert.match(problem?.problem ?? "", /no-such-key cannot be read/);
  });

  test("are not resolved again in what they stand for", async () => {
    const document = { environments: { live: { scheme: "${env:A}" } } };
    const [problem] = await problemsOf({ source: { document }, env: { A: "${env:B}", B: "b" } });
    assert.equal(problem?.place, "/environments/live/scheme");
  });

  const broken: readonly [name: string, text: string, problem: RegExp][] = [
    ["a variable that is not set", "${env:NONE}", /`NONE` is not set/],
    ["an empty variable", "${env:EMPTY}", /`EMPTY` is empty/],
    ["a missing file", "${file:none}", /none cannot be read: ENOENT/],
    ["an empty file", "${file:/dev/null}", /is empty/],
    ["an unknown kind", "${vault:x}", /`\$\{vault:x\}` is no reference/],
    ["no name", "${env:}", /is no reference/],
    ["a brace that is never closed", "${env:NONE", /begins no reference/],
  ];
  for (const [name, text, problem] of broken) {
    test(`fail closed: ${name}`, async () => {
      const document = { admin: { metricsToken: text } };
      const problems = await problemsOf({ source: { document }, env: { EMPTY: "" } });
      assert.equal(problems.length, 1);
      assert.equal(problems[0]?.place, "/admin/metricsToken");
      assert.match(problems[0].problem, problem);
    });
  }

  test("never show what they stand for: not in problems, not when explained", async (t) => {
    const folder = folderWith(t, { secret: CANARY });
    const secret = `\${file:${join(folder, "secret")}}`;
    const wrong = {
      server: { port: secret, host: secret },
      log: { level: secret },
      environments: { live: { origin: secret, enabled: secret, scheme: `${secret} ${secret}` } },
      chains: { access: { plugins: [{ use: secret, with: { perMinute: secret } }] } },
      routes: [{ prefix: secret, chain: secret }],
    };
    await assert.rejects(load({ source: { document: wrong } }), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.doesNotMatch(error.message, new RegExp(CANARY));
      return true;
    });

    const plugins = [{ use: "x", with: { word: secret, token: `${CANARY}-literal` } }];
    const egress = {
      pools: {
        default: { members: [{ id: "a", kind: "connect", host: "h", port: 1, password: CANARY }] },
      },
    };
    const document = {
      egress,
      chains: { access: { plugins } },
      server: { trustedProxies: [secret] },
    };
    const loaded = await load({ source: { document } });
    assert.equal(loaded.config.egress.pools["default"]?.members[0]?.password, CANARY);
    const shown = explain(loaded) + JSON.stringify(maskSecrets(loaded));
    assert.doesNotMatch(shown, new RegExp(CANARY));
    assert.match(shown, /\/with\/token +\*\*\* +file/);
  });
});

test("explaining prints each value with where it came from", async () => {
  const loaded = await load({
    source: { document: { server: { port: "${env:P}" } } },
    env: { P: "80", HOST: "::1" },
    args: { "admin-port": "0" },
  });
  const lines = explain(loaded).split("\n");
  assert.match(lines[0] ?? "", /^setting +value +origin$/);
  assert.match(lines.join("\n"), /^\/server\/host +"::1" +env HOST$/m);
  assert.match(lines.join("\n"), /^\/server\/port +\$\{env:P\} +file$/m);
  assert.match(lines.join("\n"), /^\/admin\/port +0 +command line$/m);
  assert.match(lines.join("\n"), /^\/dataDir +".*data" +default$/m);
});

import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createPluginFinder } from "../../gateway/config/find-plugin.ts";
import { createPluginLoader } from "../../gateway/config/load-plugin.ts";
import { loadConfig } from "../../gateway/config/load.ts";
import type { ConfigError } from "../../gateway/config/problem.ts";
import plugins from "../../plugins/index.ts";
import { folderWith } from "./support.ts";

const config = fileURLToPath(new URL("../../config/", import.meta.url));
const examples = readdirSync(join(config, "examples")).filter((name) => name.endsWith(".json"));

const env = {
  PUBLIC_URL: "https://gateway.example",
  PARIS_PASSWORD: "of paris",
  FALLBACK_API_KEY: "of the other service",
};

describe("the configurations that come along", () => {
  for (const name of ["gateway.json", ...examples.map((example) => `examples/${example}`)]) {
    test(`${name} loads, its plugins included`, async (t) => {
      const folder = folderWith(t, { "examples/secrets/paris-2": "of paris too\n" });
      cpSync(config, folder, { recursive: true });
      const loader = createPluginLoader({
        folder: join(folder, "bundles"),
        onManyLoads: () => undefined,
      });
      const loaded = await loadConfig({
        source: { file: join(folder, name) },
        env,
        args: {},
        plugins: createPluginFinder(plugins, loader),
      });
      for (const chain of Object.keys(loaded.config.chains)) {
        assert.equal(loaded.plans[chain]?.length, loaded.config.chains[chain]?.plugins.length);
      }
    });
  }

  test("live.json has room for a paid feed: with its key and switched on, it is asked with that key", async (t) => {
    const folder = folderWith(t, { "examples/secrets/rules-key": "of the paid feed\n" });
    cpSync(config, folder, { recursive: true });
    const file = join(folder, "examples/live.json");
    const paidIn = async () => {
      const { config: loaded } = await loadConfig({ source: { file }, env, args: {} });
      return loaded.environments.live.feeds.at(-1);
    };
    const off = await paidIn();
    assert.deepEqual(
      [off?.enabled, off?.headers],
      [false, { apikey: "${file:secrets/rules-key}" }],
    );
    writeFileSync(file, readFileSync(file, "utf8").replace(/"enabled": false,(?=\s*"desc)/, ""));
    const on = await paidIn();
    assert.deepEqual([on?.enabled, on?.headers], [true, { apikey: "of the paid feed" }]);
  });

  test("a chain whose proxy-pool names a pool that is not there is refused with its place", async () => {
    const load = (pool: string) =>
      loadConfig({
        source: {
          document: {
            egress: { pools: { paris: { members: [{ id: "paris-1", kind: "direct" }] } } },
            chains: { access: { plugins: [{ use: "proxy-pool", with: { pool } }] } },
          },
        },
        env,
        args: {},
        plugins: createPluginFinder(plugins, undefined as never),
      });
    assert.ok(await load("paris"));
    await assert.rejects(load("parsi"), (error: ConfigError) => {
      const [{ place, problem, remedy } = {}] = error.problems;
      assert.equal(place, "/chains/access/plugins/0/with/pool");
      assert.deepEqual([problem, remedy], ["There is no pool `parsi`.", "Did you mean `paris`?"]);
      return true;
    });
  });

  test("gateway.json says what the defaults say, for people to see and change", async () => {
    const common = { env: {}, args: {} };
    const written = await loadConfig({ source: { file: join(config, "gateway.json") }, ...common });
    const standard = await loadConfig({ source: { document: {} }, ...common });
    const { $schema, ...values } = written.config;
    assert.equal($schema, "./gateway.schema.json");
    assert.deepEqual(values, standard.config);
  });
});

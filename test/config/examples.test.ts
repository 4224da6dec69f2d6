import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { createPluginFinder } from "../../gateway/config/find-plugin.ts";
import { createPluginLoader } from "../../gateway/config/load-plugin.ts";
import { loadConfig } from "../../gateway/config/load.ts";
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

  test("gateway.json says what the defaults say, for people to see and change", async () => {
    const common = { env: {}, args: {} };
    const written = await loadConfig({ source: { file: join(config, "gateway.json") }, ...common });
    const standard = await loadConfig({ source: { document: {} }, ...common });
    const { $schema, ...values } = written.config;
    assert.equal($schema, "./gateway.schema.json");
    assert.deepEqual(values, standard.config);
  });
});

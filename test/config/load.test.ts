import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { findRestarts } from "../../gateway/config/restart.ts";
import { anyPlugin, folderWith, load } from "./support.ts";

describe("layering", () => {
  test("puts the command line over the environment over the file over the defaults", async (t) => {
    const folder = folderWith(t, {
      "gateway.json": '{ "server": { "port": 1, "host": "file" }, "admin": { "port": 2 } }',
    });
    const { config, origins } = await load({
      source: { file: join(folder, "gateway.json") },
      env: { PORT: "3", HOST: "env", LOG_LEVEL: "" },
      args: { port: "0" },
    });
    assert.equal(config.server.port, 0);
    assert.equal(config.server.host, "env");
    assert.equal(config.admin.port, 2);
    assert.equal(config.log.level, "info");
    assert.equal(origins.get("/server/port"), "command line");
    assert.equal(origins.get("/server/host"), "env HOST");
    assert.equal(origins.get("/admin/port"), "file");
    assert.equal(origins.get("/log/level"), "default");
  });

  test("reads switches and lists from the environment", async () => {
    const { config } = await load({
      env: { SANDBOX: "off", TRUSTED_PROXIES: "10.0.0.0/8, ::1" },
    });
    assert.equal(config.environments.sandbox.enabled, false);
    assert.deepEqual(config.server.trustedProxies, ["10.0.0.0/8", "::1"]);
  });

  test("starts paths in the file from its folder, and all others from the working directory", async (t) => {
    const folder = folderWith(t, { "gateway.json": '{ "dataDir": "state" }' });
    const { config } = await load({
      source: { file: join(folder, "gateway.json") },
      args: { "key-file": "master.key" },
    });
    assert.equal(config.dataDir, join(folder, "state"));
    assert.equal(config.keyFile, resolve("master.key"));
    assert.equal(config.rules.dir, resolve("rules"));
  });

  test("gives a plugin named alone the defaults of its own schema", async () => {
    const { config, plans } = await load({
      source: {
        document: { chains: { access: { plugins: ["auth", { use: "x", with: { word: "w" } }] } } },
      },
    });
    const settings = config.chains["access"]?.plugins.map((plugin) => plugin.with);
    assert.deepEqual(settings, [
      { word: "hello", perMinute: 10 },
      { word: "w", perMinute: 10 },
    ]);
    assert.deepEqual(
      plans["access"]?.map((plan) => plan.settings),
      settings,
    );
  });

  test("freezes the whole configuration", async () => {
    const { config } = await load({});
    assert.ok(Object.isFrozen(config.routes[0]));
    assert.ok(Object.isFrozen(config.chains["access"]?.plugins[0]?.with));
  });

  test("hashes what is in force: not the layout of the file, but plugin code too", async () => {
    const first = await load({ source: { document: { log: { level: "warn" }, dataDir: "d" } } });
    const reordered = await load({
      source: { document: { dataDir: "d", log: { level: "warn" } } },
    });
    const newer = await load({
      source: { document: { log: { level: "warn" }, dataDir: "d" } },
      plugins: {
        ...anyPlugin,
        find: async (use, folder) => {
          const found = await anyPlugin.find(use, folder);
          return found && { ...found, version: "2" };
        },
      },
    });
    assert.equal(reordered.hash, first.hash);
    assert.notEqual(newer.hash, first.hash);
  });

  test("names the changed settings that only a restart puts into force", async () => {
    const before = (await load({})).config;
    const after = (
      await load({
        source: {
          document: {
            server: { port: 1, tls: { cert: "c", key: "k" } },
            retries: { maxAttempts: 1 },
          },
        },
      })
    ).config;
    assert.deepEqual(findRestarts(before, after).sort(), ["/server/port", "/server/tls"]);
    assert.deepEqual(findRestarts(before, before), []);
  });
});

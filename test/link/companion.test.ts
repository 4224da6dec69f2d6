import assert from "node:assert/strict";
import { test } from "node:test";
import { packageCompanion } from "../../gateway/link/companion/package-companion.ts";
import { unzip } from "./unzip.ts";

const server = { gateway: "https://link.example", upstreams: ["https://onlyfans.com"] };
const archive = await packageCompanion(server);
const files = unzip(archive);
const text = (name: string) => files.get(name)?.toString() ?? assert.fail(name);

test("the companion may touch one site, when asked, and the tab it is clicked in", () => {
  const manifest = JSON.parse(text("manifest.json")) as Record<string, unknown>;
  assert.equal(manifest["manifest_version"], 3);
  assert.deepEqual(manifest["permissions"], ["activeTab", "cookies", "scripting"]);
  assert.deepEqual(manifest["optional_host_permissions"], ["*://onlyfans.com/*"]);
  for (const more of [
    "host_permissions",
    "optional_permissions",
    "content_scripts",
    "externally_connectable",
    "web_accessible_resources",
  ])
    assert.ok(!(more in manifest), more);
  assert.deepEqual(manifest["background"], { service_worker: "background.js" });
  const policy = (manifest["content_security_policy"] as Record<string, string>)["extension_pages"];
  assert.match(policy ?? "", /^default-src 'none'; script-src 'self'; .*connect-src 'self'$/);
  assert.ok((manifest["version"] as string).length > 0);
});

test("it is bound to the server it came from, keeps nothing and says nothing to anyone else", () => {
  assert.deepEqual(JSON.parse(text("server.json")), server);
  const code = text("background.js") + text("popup.js");
  for (const word of [
    "storage",
    "localStorage",
    "indexedDB",
    "XMLHttpRequest",
    "WebSocket",
    "eval",
  ])
    assert.ok(!code.includes(word), word);
  assert.deepEqual(code.match(/fetch\([^)]*\)/g), ['fetch("server.json")']);
  assert.ok(code.split("\n").length < 100, "short enough to be read");
  assert.doesNotMatch(text("popup.html"), /https?:|on\w+=|<script>/);
});

test("the same server's archive is the same, byte for byte; another's differs", async () => {
  assert.deepEqual(await packageCompanion(server), archive);
  assert.notDeepEqual(await packageCompanion({ ...server, gateway: "https://b.example" }), archive);
  assert.deepEqual([...files.keys()].sort(), [
    "background.js",
    "manifest.json",
    "popup.css",
    "popup.html",
    "popup.js",
    "server.json",
  ]);
});

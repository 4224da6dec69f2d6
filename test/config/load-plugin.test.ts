import assert from "node:assert/strict";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type TestContext } from "node:test";
import { GatewayError } from "../../gateway/errors.ts";
import { createPluginFinder } from "../../gateway/config/find-plugin.ts";
import { createPluginLoader } from "../../gateway/config/load-plugin.ts";
import { ConfigError } from "../../gateway/config/problem.ts";
import { folderWith, load } from "./support.ts";

const GREETER = `
  import { createHash } from "node:crypto";
  import { definePlugin, GatewayError, Type, type AnyPlugin } from "countersign/plugin";
  import { greeting } from "./inner/greeting.ts";
  import words from "./words.json" with { type: "json" };

  const plugin: AnyPlugin = definePlugin({
    name: "greeter",
    summary: "Greets.",
    config: Type.Object({ word: Type.String({ default: "hello", description: "The word." }) }),
    setup: ({ word }) => ({
      onComplete: () => {
        throw new GatewayError("PLUGIN_FAILED", [greeting(word), ...words, import.meta.url].join(" "));
      },
      close: () => void createHash("sha1"),
    }),
  });
  export default plugin;
`;

const FILES = {
  "greeter.ts": GREETER,
  "inner/greeting.ts": "export const greeting = (word: string): string => word + '!';",
  "words.json": '["and", "more"]',
};

describe("an operator's plugin, far from the gateway's own folder", () => {
  test("loads from TypeScript with files of its own, and shares the gateway's classes", async (t) => {
    const folder = folderWith(t, FILES);
    const { loader } = setUp(t);
    const { plugin, files } = await loader.load("./greeter.ts", folder);
    assert.equal(plugin.name, "greeter");
    assert.deepEqual(
      files.toSorted(),
      Object.keys(FILES)
        .map((name) => join(folder, name))
        .toSorted(),
    );
    const hooks = await plugin.setup({ word: "hi" } as never, undefined as never);
    assert.throws(
      () => hooks.onComplete?.(undefined as never, undefined as never),
      (error) => {
        assert.ok(error instanceof GatewayError);
        assert.match(error.message, /^hi! and more file:.*greeter\.ts$/);
        return true;
      },
    );
  });

  test("is the same module while its code is the same, and a new one when a file inside changes", async (t) => {
    const folder = folderWith(t, FILES);
    const { loader, bundles } = setUp(t);
    const first = await loader.load("./greeter.ts", folder);
    const again = await loader.load("./greeter.ts", folder);
    assert.equal(again.plugin, first.plugin);
    assert.equal(again.version, first.version);

    writeFileSync(
      join(folder, "inner/greeting.ts"),
      "export const greeting = (word: string): string => word + '?';",
    );
    const changed = await loader.load("./greeter.ts", folder);
    assert.notEqual(changed.version, first.version);
    assert.notEqual(changed.plugin, first.plugin);
    assert.equal(readdirSync(bundles).length, 2);
    for (const name of readdirSync(bundles)) {
      assert.equal(statSync(join(bundles, name)).mode & 0o077, 0);
    }
  });

  test("finds packages from where it lies, also when it is a package itself", async (t) => {
    const folder = folderWith(t, {
      "node_modules/inner-words/package.json":
        '{ "name": "inner-words", "type": "module", "exports": { "import": "./main.js" } }',
      "node_modules/inner-words/main.js": 'export default "from a package";',
      "node_modules/plugin-in-a-package/package.json":
        '{ "name": "plugin-in-a-package", "type": "module", "exports": { "import": "./main.js" } }',
      "node_modules/plugin-in-a-package/main.js": `
        import { definePlugin, Type } from "countersign/plugin";
        import words from "inner-words";
        export default definePlugin({ name: "packaged", summary: words, config: Type.Object({}), setup: () => ({}) });`,
    });
    const { loader } = setUp(t);
    const { plugin } = await loader.load("plugin-in-a-package", folder);
    assert.equal(plugin.summary, "from a package");
  });

  test("advises a restart once old code has piled up", async (t) => {
    const folder = folderWith(t, {});
    const { loader, advice } = setUp(t);
    for (let n = 1; n <= 200; n++) {
      writeFileSync(
        join(folder, "p.js"),
        `export default { name: "p${n}", summary: "", config: {}, setup: () => ({}) };`,
      );
      assert.deepEqual(advice, []);
      await loader.load("./p.js", folder);
    }
    assert.deepEqual(advice, [200]);
  });

  const broken: readonly [name: string, text: string, problem: RegExp][] = [
    [
      "does not compile",
      "export default {\n  name: 'x'\n  summary: 1 };",
      /Expected "}" but found "summary"/,
    ],
    ["imports a file that is not there", 'import "./none.ts";', /Could not resolve "\.\/none\.ts"/],
    [
      "imports a package that is not there",
      'import "not-installed";',
      /Could not resolve "not-installed"/,
    ],
    ["fails when it is run", "throw new Error('no luck');", /fails while it is loaded: no luck/],
    ["exports no plugin", "export default { name: 'x' };", /default export is not a plugin/],
    ["exports nothing", "const a = 1;", /default export is not a plugin/],
  ];
  for (const [name, text, problem] of broken) {
    test(`is refused with file and reason if it ${name}`, async (t) => {
      const folder = folderWith(t, { "bad.ts": text });
      await assert.rejects(setUp(t).loader.load("./bad.ts", folder), (error) => {
        assert.ok(error instanceof ConfigError);
        assert.equal(error.problems[0]?.file, join(folder, "bad.ts"));
        assert.match(error.problems[0].problem, problem);
        assert.ok(error.files.includes(join(folder, "bad.ts")));
        return true;
      });
    });
  }

  test("is refused with the line of a syntax error, at its place in the configuration", async (t) => {
    const folder = folderWith(t, {
      "bad.ts": "export default {\n  name: 'x'\n  summary: 1 };",
      "gateway.json": '{ "chains": { "access": { "plugins": [\n  "./bad.ts"\n] } } }',
    });
    const plugins = createPluginFinder([], setUp(t).loader);
    await assert.rejects(load({ source: { file: join(folder, "gateway.json") }, plugins }), {
      message: /gateway\.json:2:3: \/chains\/access\/plugins\/0\/use .*bad\.ts:3:3: Expected "}"/,
    });
  });

  test("is refused if there is no such file or package, and a slip in a built-in name is called one", async (t) => {
    const { loader } = setUp(t);
    const folder = folderWith(t, {});
    await assert.rejects(loader.load("./none.ts", folder), { message: /There is no such file/ });
    await assert.rejects(loader.load("none", folder), {
      message: /There is no plugin or package `none`/,
    });
    const builtIn = { name: "rate-limit", summary: "", config: {}, setup: () => ({}) };
    const finder = createPluginFinder([builtIn], loader);
    assert.equal(await finder.find("rate-limt", folder), undefined);
    assert.equal((await finder.find("rate-limit", folder))?.plugin, builtIn);
  });
});

function setUp(t: TestContext) {
  const bundles = join(folderWith(t, {}), "bundles");
  const advice: number[] = [];
  const loader = createPluginLoader({
    folder: bundles,
    onManyLoads: (loads) => advice.push(loads),
  });
  return { loader, bundles, advice };
}

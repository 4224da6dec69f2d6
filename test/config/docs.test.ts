import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { Ajv } from "ajv";
import { editorSchema } from "../../gateway/config/editor-schema.ts";
import { generatedFiles } from "../../gateway/config/docs.ts";
import { ERRORS } from "../../gateway/error-table.ts";
import plugins from "../../plugins/index.ts";

const root = new URL("../../", import.meta.url);
const PAGE = ["configuration", "errors"]
  .map((name) => `<!-- ${name} -->\n<!-- /${name} -->\n`)
  .join("");

describe("generated pages", () => {
  for (const path of ["config/gateway.schema.json", "plugins/README.md", "README.md"] as const) {
    const isThere = existsSync(new URL(path, root));
    test(`${path} is fresh; else run \`npm run docs\``, { skip: !isThere && `no ${path}` }, () => {
      const readme = path === "README.md" ? read(path) : PAGE;
      assert.equal(read(path), generatedFiles(plugins, readme)[path]);
    });
  }

  test("list every error and every plugin, and change nothing when written again", () => {
    const once = generatedFiles(plugins, `Before\n${PAGE}After\n`);
    for (const code of Object.keys(ERRORS)) assert.ok(once["README.md"].includes(`\`${code}\``));
    for (const { name } of plugins) assert.ok(once["plugins/README.md"].includes(`## ${name}\n`));
    assert.match(once["README.md"], /^Before\n[^]*After\n$/);
    assert.deepEqual(generatedFiles(plugins, once["README.md"]), once);
  });

  test("are refused for a page without the marks", () => {
    assert.throws(() => generatedFiles(plugins, "Nothing"), /has no <!-- configuration -->/);
  });
});

describe("the schema for editors", () => {
  const ajv = new Ajv({ strict: false });
  const accepts = ajv.compile(JSON.parse(editorSchema()) as object);

  test("accepts every configuration that comes along", () => {
    const examples = readdirSync(new URL("config/examples/", root));
    const files = examples.filter((name) => name.endsWith(".json"));
    for (const path of ["gateway.json", ...files.map((name) => `examples/${name}`)]) {
      const isValid = accepts(JSON.parse(read(`config/${path}`)));
      assert.deepEqual(accepts.errors ?? [], [], path);
      assert.ok(isValid);
    }
  });

  test("takes a reference for a value of any kind, and still refuses unknown keys and wrong kinds", () => {
    const origin = "${env:ORIGIN}";
    assert.ok(accepts({ server: { port: "${env:P}" }, environments: { live: { origin } } }));
    assert.ok(!accepts({ server: { prot: 1 } }));
    assert.ok(!accepts({ server: { port: "eighty" } }));
  });
});

function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

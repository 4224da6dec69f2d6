import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Cleanup } from "../support/cleanup.ts";
import { makeFolder } from "../end-to-end/folder.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const compiler = join(root, "node_modules/typescript/bin/tsc");
const source = fileURLToPath(new URL("plugin.ts", import.meta.url));

const tsconfig = {
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    typeRoots: [join(root, "node_modules/@types")],
    types: ["node"],
  },
  include: ["*.ts"],
};

/** A project of an operator's own that has Countersign among its packages. */
async function makeProject(cleanup: Cleanup, files: Readonly<Record<string, string>>) {
  const { path } = await makeFolder(cleanup);
  await mkdir(join(path, "node_modules"));
  await symlink(root, join(path, "node_modules/countersign"), "junction");
  await writeFile(join(path, "package.json"), '{ "name": "mine", "type": "module" }');
  await writeFile(join(path, "tsconfig.json"), JSON.stringify(tsconfig));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return path;
}

function compile(folder: string): Promise<string> {
  return new Promise((resolve) => {
    const arguments_ = [compiler, "-p", folder, "--pretty", "false"];
    execFile(process.execPath, arguments_, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
}

/** Wrong twice, so that the check is seen to find what is wrong. */
const BROKEN = `import { definePlugin, Type } from "countersign/plugin";
definePlugin({ name: "x", summary: "X.", config: Type.Object({}), requires: ["nothing"], setup: () => ({}) });
// @ts-expect-error -- nothing is wrong here
export const right: number = 1;
`;

test("countersign/plugin types plugins outside of the checkout: what is right compiles, and what would fail at run time does not", async (t) => {
  const project = await makeProject(t, { "broken.ts": BROKEN });
  await cp(source, join(project, "plugin.ts"));
  const errors = (await compile(project)).match(/^\S+: error \w+/gm) ?? [];
  assert.deepEqual(errors, ["broken.ts(2,78): error TS2322", "broken.ts(3,1): error TS2578"]);
});

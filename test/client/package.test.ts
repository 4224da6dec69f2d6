import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { packClient } from "../../gateway/client/package.ts";
import { makeFolder } from "../end-to-end/folder.ts";
import { startTestGateway } from "../support/gateway.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const tsconfig = {
  compilerOptions: {
    target: "es2024",
    lib: ["es2024"],
    module: "nodenext",
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    typeRoots: [join(root, "node_modules/@types")],
    types: ["node"],
  },
  include: ["usage.ts", "readme.ts"],
};

test("the gateway serves its client as a package: installed offline elsewhere, it compiles and works", async (t) => {
  const gateway = await startTestGateway(t);
  const response = await fetch(`${gateway.url}/client.tgz`);
  const bytes = Buffer.from(await response.arrayBuffer());
  assert.ok(bytes.equals(await packClient()), "the same code gives the same bytes");
  const headers = { "if-none-match": String(response.headers.get("etag")) };
  assert.equal((await fetch(`${gateway.url}/client.tgz`, { headers })).status, 304);

  const { path: cwd } = await makeFolder(t);
  const { apiKey, creator: connectionId } = gateway.sandbox;
  await writeFile(join(cwd, "client.tgz"), bytes);
  await writeFile(
    join(cwd, "package.json"),
    '{ "name": "app", "private": true, "type": "module" }',
  );
  await writeFile(join(cwd, "tsconfig.json"), JSON.stringify(tsconfig));
  await writeFile(
    join(cwd, "gateway.json"),
    JSON.stringify({ baseUrl: gateway.url, apiKey, connectionId }),
  );
  const readme = await readFile(join(root, "README.md"), "utf8");
  const [, example = ""] = /```ts\n(import \{ createClient \}[^]*?)```/.exec(readme) ?? [];
  assert.match(example, /client\.upload/);
  const given =
    "declare const baseUrl: string, apiKey: string, connectionId: string, file: Blob;\n";
  await writeFile(join(cwd, "readme.ts"), given + example);
  await cp(fileURLToPath(new URL("usage.ts", import.meta.url)), join(cwd, "usage.ts"));
  const install = [
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    "--cache",
    join(cwd, ".cache"),
  ];
  await run("npm", [...install, "./client.tgz"], { cwd, shell: process.platform === "win32" });
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const compiled = await run(process.execPath, [compiler, "-p", cwd, "--pretty", "false"]).catch(
    (failed: unknown) => failed as { readonly stdout: string },
  );
  assert.equal(compiled.stdout, "");
  const { stdout } = await run(process.execPath, ["usage.ts"], { cwd });
  assert.deepEqual(JSON.parse(stdout), {
    isAuth: true,
    hasPost: true,
    allOnce: true,
    pages: 3,
    code: "404 RESOURCE_NOT_FOUND",
    sent: [1],
    mediaCount: 1,
    proxied: "number",
  });
});

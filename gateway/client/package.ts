import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { pack } from "tar-stream";
import { declarationOf, MODULES } from "./files.ts";

const root = new URL("../../", import.meta.url);
/** Seconds that every file is said to be of: npm's own, so that the same files make the same bytes. */
const MADE_AT = new Date("1985-10-26T08:15:00Z");

/**
 * The client as a package for npm, gzipped: one JavaScript file that needs no other package, its
 * declarations, and the licences of what is in it. The same code gives the same bytes.
 */
export async function packClient(): Promise<Buffer> {
  const { version, license } = JSON.parse(await textAt("package.json")) as Manifest;
  const manifest = {
    name: "countersign",
    version,
    description: "The typed client of a Countersign gateway.",
    license,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: { "./client": { types: "./types/index.d.ts", default: "./client.js" } },
  };
  const fetcher = createRequire(import.meta.url).resolve("openapi-fetch");
  const helpers = createRequire(fetcher).resolve("openapi-typescript-helpers");
  const { code, folders } = await bundleClient();
  const files = new Map<string, string>([
    ["package.json", `${JSON.stringify(manifest, null, 2)}\n`],
    ["LICENSE", await textAt("LICENSE")],
    ["client.js", code],
    ["THIRD-PARTY-LICENSES", await licencesOf([...folders, dirname(dirname(helpers))])],
    ["types/api.d.ts", await textAt("gateway/client/api.d.ts")],
    ["types/openapi-fetch.d.ts", await readFile(beside(fetcher), "utf8")],
    ["types/openapi-typescript-helpers.d.ts", await readFile(beside(helpers), "utf8")],
  ]);
  for (const name of MODULES) files.set(`types/${name}.d.ts`, await textAt(declarationOf(name)));
  return tarball(files);
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The client's code, and the folders of the packages that are in it. */
async function bundleClient(): Promise<{ readonly code: string; readonly folders: string[] }> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("index.ts", import.meta.url))],
    absWorkingDir: fileURLToPath(root),
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    legalComments: "eof",
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    logLevel: "silent",
  });
  const folders = Object.keys(result.metafile.inputs).flatMap(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? [],
  );
  return { code: result.outputFiles[0]?.text ?? "", folders: [...new Set(folders)].sort() };
}

async function licencesOf(folders: readonly string[]): Promise<string> {
  const texts = folders.map(async (folder) => {
    const place = pathToFileURL(resolve(fileURLToPath(root), folder) + sep);
    const about = JSON.parse(await readFile(new URL("package.json", place), "utf8")) as Manifest;
    // Not every package carries the text of the licence that it names.
    const text = await readFile(new URL("LICENSE", place), "utf8").catch(() => "");
    return `${about.name} ${about.version} (${about.license})\n\n${text}`;
  });
  return (await Promise.all(texts)).join("\n\n");
}

/** The declarations beside a package's CommonJS file, of its ES module. */
function beside(file: string): string {
  return file.replace(/\.cjs$/, ".d.mts");
}

function textAt(path: string): Promise<string> {
  return readFile(new URL(path, root), "utf8");
}

/** Imports as the package has them: of its own files, whatever they are called here. */
function withOwnImports(declarations: string): string {
  return declarations.replace(
    /(from\s+["'])(\.\/[\w-]+)(?:\.d)?\.ts(["'])|(from\s+["'])(openapi-[\w-]+)(["'])/g,
    (_, a?: string, own?: string, b?: string, c?: string, other?: string, d?: string) =>
      own === undefined
        ? `${c ?? ""}./${other ?? ""}.js${d ?? ""}`
        : `${a ?? ""}${own}.js${b ?? ""}`,
  );
}

async function tarball(files: ReadonlyMap<string, string>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of files) {
    const content = name.endsWith(".d.ts") ? withOwnImports(text) : text;
    archive.entry({ name: `package/${name}`, mtime: MADE_AT, mode: 0o644 }, content);
  }
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks), { level: 9 });
}

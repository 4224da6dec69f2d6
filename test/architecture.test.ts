import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "node:test";

const root = fileURLToPath(new URL("..", import.meta.url));
const MAX_LINES = 200;

/** What each room of `gateway/` must know nothing of; a folder, or a file. */
const FORBIDDEN: readonly (readonly [room: string, others: readonly string[], why: string])[] = [
  ["gateway/", ["plugins/"], "the engine is given its plugins"],
  [
    "gateway/http/",
    ["gateway/upstream/", "gateway/sandbox/", "gateway/store/", "gateway/api/"],
    "the wire knows nothing of OnlyFans or of storage",
  ],
  [
    "gateway/chain/",
    ["gateway/upstream/", "gateway/sandbox/", "gateway/store/", "gateway/api/"],
    "chains know nothing of OnlyFans or of storage",
  ],
  ["gateway/sandbox/", ["gateway/rules/"], "the sandbox checks signatures with code of its own"],
];

/** The files and folders that each third-party package sits behind: one a room that needs it. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  ajv: ["gateway/config/", "gateway/rules/", "plugins/managed/validate.ts"],
  chokidar: ["gateway/config/watch.ts"],
  commander: ["gateway/cli/"],
  esbuild: ["gateway/config/", "gateway/client/"],
  fastify: ["gateway/admin/", "gateway/api/"],
  "http-proxy-3": ["gateway/http/transport.ts"],
  "json-logic-js": ["gateway/rules/"],
  kysely: ["gateway/store/"],
  "lru-cache": ["gateway/http/agents.ts", "gateway/media/", "gateway/store/read-cache.ts"],
  "markdown-it": ["plugins/managed/markup.ts"],
  "openapi-fetch": ["gateway/client/"],
  "openapi-typescript": ["gateway/client/generate.ts"],
  pino: ["gateway/observe/"],
  preact: ["gateway/link/pages/"],
  "preact-render-to-string": ["gateway/link/pages/"],
  "playwright-core": ["gateway/browser/"],
  "prom-client": ["gateway/observe/"],
  "rate-limiter-flexible": ["gateway/limits/"],
  socks: ["gateway/egress/"],
  "@sparticuz/chromium": ["gateway/browser/"],
  standardwebhooks: ["gateway/webhooks/sign.ts", "gateway/client/"],
  "swagger-ui-dist": ["gateway/api/reference/reference-page.ts"],
  "tar-stream": ["gateway/client/"],
  tsx: [],
  typescript: ["gateway/client/generate.ts"],
  typebox: ["gateway/", "plugins/"],
  uqr: ["gateway/link/", "gateway/cli/"],
  ws: ["gateway/browser/"],
};

const files = ["gateway", "plugins"].flatMap(sourcesIn);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** The files of the checkout a file imports, types included: a reader follows those too. */
const edges = (file: string): string[] =>
  (imports.get(file) ?? [])
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => relative(root, join(root, dirname(file), specifier)));

describe("the lines of the architecture", () => {
  for (const [room, others, why] of FORBIDDEN) {
    it(`${room} imports nothing of ${others.join(", ")}: ${why}`, () => {
      const found = files
        .filter((file) => file.startsWith(room))
        .flatMap((file) => edges(file).map((target) => ({ file, target })))
        .filter(({ target }) => others.some((other) => target.startsWith(other)));
      assert.deepEqual(found, []);
    });
  }

  it("no file imports itself by a detour", () => {
    assert.deepEqual(findCycles(), []);
  });

  it("every third-party package stays behind its door", () => {
    const found = [...imports].flatMap(([file, list]) =>
      list
        .map((specifier) => packageOf(specifier))
        .filter((name) => name !== undefined)
        .filter((name) => !(PACKAGES[name] ?? []).some((place) => file.startsWith(place)))
        .map((name) => `${file} imports ${name}`),
    );
    assert.deepEqual(found, []);
  });

  it("no package runs a script of its own at install but esbuild, whose is not needed", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { readonly name?: string; readonly hasInstallScript?: true }>;
    };
    const found = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript === true);
    assert.deepEqual(found, ["node_modules/esbuild"]);
    // Swagger UI's installation would report itself: an override puts another package in its place.
    assert.equal(packages["node_modules/@scarf/scarf"]?.name, "require-from-string");
  });

  it("only gateway/main.ts reads the process's environment", () => {
    assert.deepEqual(filesWith(/process\.env\b/, ["gateway/main.ts"]), []);
  });

  it("D12: what builds expressions from text is known", () => {
    // The schema's own patterns, and the log's mask, whose parts are constants.
    const builders = ["gateway/config/json-schema.ts", "gateway/observe/mask.ts"];
    assert.deepEqual(filesWith(/new RegExp\(/).toSorted(), builders);
  });

  it("time and timers come from the clock alone", () => {
    const own = /(?<![\w.])(setTimeout|setInterval)\(|\bDate\.now\b|timers\/promises/;
    assert.deepEqual(filesWith(own, ["gateway/clock.ts"]), []);
  });

  it(`no file is longer than ${MAX_LINES} lines`, () => {
    const long = files.filter((file) => read(file).split("\n").length - 1 > MAX_LINES);
    // A table with one row a code is read by looking up, not from top to bottom.
    assert.deepEqual(long, long.includes("gateway/errors.ts") ? ["gateway/errors.ts"] : []);
  });

  it("nothing is left to do", () => {
    assert.deepEqual(
      files.filter((file) => /\b(TODO|FIXME)\b/.test(read(file))),
      [],
    );
  });
});

function sourcesIn(folder: string): string[] {
  return (
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      // Declarations are generated.
      .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
      .map((name) => join(folder, name))
  );
}

function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function importsOf(file: string): string[] {
  const statement =
    /^(?:import|export)\s+(?:type\s+)?(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']|import(?:\.meta\.resolve)?\(["']([^"']+)["']\)/gm;
  return [...read(file).matchAll(statement)].map((match) => match[1] ?? match[2] ?? "");
}

function packageOf(specifier: string): string | undefined {
  const name = specifier.startsWith("@")
    ? specifier.split("/").slice(0, 2).join("/")
    : (specifier.split("/")[0] ?? "");
  const isOwn = name.startsWith(".") || name === "countersign";
  return isOwn || name.startsWith("node:") || builtinModules.includes(name) ? undefined : name;
}

function filesWith(pattern: RegExp, except: readonly string[] = []): string[] {
  return files.filter(
    (file) => !except.includes(file) && pattern.test(withoutComments(read(file))),
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}

/** Cycles of imports, each once, by its files. */
function findCycles(): string[] {
  const done = new Set<string>();
  const cycles = new Set<string>();
  const visit = (file: string, trail: readonly string[]) => {
    const at = trail.indexOf(file);
    if (at >= 0) cycles.add(trail.slice(at).toSorted().join(" "));
    if (at >= 0 || done.has(file)) return;
    for (const target of edges(file)) visit(target, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return [...cycles];
}

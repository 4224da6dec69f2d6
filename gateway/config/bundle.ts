import { isBuiltin } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build as runBuild, type BuildFailure, type Message, type Plugin } from "esbuild";
import { ConfigError, type ConfigProblem } from "./problem.ts";

/** What a plugin may import from the gateway: the copy that is running, so that its classes are the same. */
const OWN_MODULES: Readonly<Record<string, string>> = {
  "countersign/plugin": new URL("../chain/plugin.ts", import.meta.url).href,
};

/** One module made of a file and everything it imports by relative path. */
export interface Bundle {
  readonly code: string;
  /** The files in it. */
  readonly files: readonly string[];
}

/**
 * Bundles a TypeScript or JavaScript module. Packages stay outside and are found from where they are
 * imported, wherever the bundle lies; `import.meta` names the file given here.
 * @throws ConfigError with the place of each error.
 */
export async function bundle(entry: string): Promise<Bundle> {
  const folder = dirname(entry);
  try {
    const result = await runBuild({
      entryPoints: [entry],
      absWorkingDir: folder,
      bundle: true,
      write: false,
      metafile: true,
      format: "esm",
      platform: "node",
      target: "node22",
      sourcemap: "inline",
      sourcesContent: false,
      logLevel: "silent",
      define: {
        "import.meta.url": JSON.stringify(pathToFileURL(entry).href),
        "import.meta.filename": JSON.stringify(entry),
        "import.meta.dirname": JSON.stringify(folder),
      },
      // The checkout's own compiler options are no business of a plugin's.
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
      plugins: [packagesOutside],
    });
    return {
      code: result.outputFiles[0]?.text ?? "",
      files: Object.keys(result.metafile.inputs).map((input) => resolve(folder, input)),
    };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    const problems = error.errors.map((message) => toProblem(entry, message));
    throw new ConfigError(problems, [entry, ...problems.map(({ file }) => file)]);
  }
}

/** The file that a package's name stands for in a folder, or `undefined` if it is not installed there. */
export async function resolvePackage(name: string, folder: string): Promise<string | undefined> {
  let path: string | undefined;
  await runBuild({
    stdin: { contents: "" },
    write: false,
    plugins: [
      {
        name: "resolve",
        setup: (build) => {
          build.onStart(async () => {
            const found = await build.resolve(name, {
              kind: "import-statement",
              resolveDir: folder,
            });
            if (found.errors.length === 0) path = found.path;
          });
        },
      },
    ],
  });
  return path;
}

const packagesOutside: Plugin = {
  name: "packages-outside",
  setup: (build) => {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      // `build.resolve` asks again through here.
      if (pluginData === packagesOutside || kind === "entry-point" || isAbsolute(path)) return;
      const own = OWN_MODULES[path];
      if (own !== undefined) return { path: own, external: true };
      if (isBuiltin(path)) return { path, external: true };
      const found = await build.resolve(path, { kind, resolveDir, pluginData: packagesOutside });
      if (found.errors.length > 0) return found;
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

function toProblem(entry: string, { location, text }: Message): ConfigProblem {
  return {
    file: location === null ? entry : resolve(dirname(entry), location.file),
    place: "",
    ...(location !== null && { line: location.line, column: location.column + 1 }),
    problem: `${text}${text.endsWith(".") ? "" : "."}`,
    remedy: "Correct the plugin.",
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error;
}

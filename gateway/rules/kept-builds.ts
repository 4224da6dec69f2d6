import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EnvironmentName } from "../environments.ts";
import { buildHash } from "./build-hash.ts";
import type { ActiveRules } from "./rules.ts";

/** A build as it was kept: offered again at start, it is judged anew. */
export interface KeptBuild {
  readonly source: string;
  readonly text: string;
}

/**
 * Writes the builds of an environment to files only the owner can read, one each, and removes the
 * files of builds that are gone. What is there already is not written again.
 */
export async function keepBuilds(
  dir: string,
  environment: EnvironmentName,
  builds: readonly ActiveRules[],
): Promise<void> {
  const folder = join(dir, environment);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const present = new Set(await readdir(folder));
  const wanted = new Map(builds.map((rules) => [fileName(rules), rules]));
  for (const [name, { source, scheme, params }] of wanted) {
    if (present.has(name)) continue;
    const draft = join(folder, `.${name}.new`);
    await writeFile(draft, JSON.stringify({ source, scheme, params }), { mode: 0o600 });
    await rename(draft, join(folder, name));
  }
  for (const name of present) if (!wanted.has(name)) await rm(join(folder, name), { force: true });
}

/** The builds kept for an environment; a file that cannot be read is passed over. */
export async function loadKeptBuilds(
  dir: string,
  environment: EnvironmentName,
): Promise<readonly KeptBuild[]> {
  const folder = join(dir, environment);
  const names = await readdir(folder).catch((): string[] => []);
  const kept: KeptBuild[] = [];
  for (const name of names.filter((each) => each.endsWith(".json"))) {
    try {
      const { source, ...document } = JSON.parse(
        await readFile(join(folder, name), "utf8"),
      ) as Readonly<Record<string, unknown>>;
      if (typeof source === "string") kept.push({ source, text: JSON.stringify(document) });
    } catch {
      continue;
    }
  }
  return kept;
}

function fileName(rules: ActiveRules): string {
  return `${buildHash(rules)}.json`;
}

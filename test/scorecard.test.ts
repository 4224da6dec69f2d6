import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const scorecard = new URL("../../shared/spec/reliability-security.md", import.meta.url);
const skip = existsSync(scorecard) ? false : "../shared/spec/reliability-security.md is absent";

/** Items that block a release and are no test here, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  G12: "keys are read once, at start, from a file or the environment: no provider can be slow",
};

/** The items of a section whose heading says which of them block a release. */
function blocking(section: string): readonly string[] {
  const [heading = "", ...lines] = section.split("\n");
  const said = /\((?:all )?P0\b([^)]*)\)/.exec(heading)?.[1];
  if (said === undefined || said.startsWith("/")) return [];
  const ids = lines.flatMap((line) => /^\| ([A-Z]{1,2}\d\d) \|/.exec(line)?.[1] ?? []);
  if (!said.includes("=")) return ids;
  const ranges = [...said.matchAll(/([A-Z]+)(\d\d)(?:–[A-Z]*(\d\d))?/g)];
  const isIn = (id: string) =>
    ranges.some(([, letters, from, to = from]) => {
      const [, own, number] = /^([A-Z]+)(\d\d)$/.exec(id) ?? [];
      return own === letters && Number(number) >= Number(from) && Number(number) <= Number(to);
    });
  return ids.filter(isIn);
}

async function namedInTests(): Promise<ReadonlySet<string>> {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const names = new Set<string>();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith(".ts") || file === "scorecard.test.ts") continue;
    const text = (await readFile(`${folder}/${file}`, "utf8")).replaceAll(/^\s*(\/\/|\*).*$/gm, "");
    for (const [id] of text.matchAll(/\b[A-Z]{1,2}\d\d\b/g)) names.add(id);
  }
  return names;
}

test(
  "every item of the scorecard that blocks a release is named by a test, or excepted with a reason",
  { skip },
  async (t) => {
    const sections = readFileSync(scorecard, "utf8").split(/^### /m).slice(1);
    // The probes of section 3A are run from a file of their own, under the names they have there.
    const items = sections.filter((section) => !section.startsWith("3A")).flatMap(blocking);
    assert.ok(items.length > 150, `${items.length} items were found`);
    const named = await namedInTests();
    for (const [id, reason] of Object.entries(EXCEPTIONS)) t.diagnostic(`${id}: ${reason}`);
    assert.deepEqual(
      items.filter((id) => !named.has(id) && !(id in EXCEPTIONS)),
      [],
    );
    const needless = Object.keys(EXCEPTIONS).filter((id) => named.has(id) || !items.includes(id));
    assert.deepEqual(needless, [], "an exception is no longer needed");
  },
);

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
  G19: "P2 in its own row; the memory of a process is searched after logins under HL22",
  J10: "a dry run and the record take the place of a second person",
  J14: "P2: `audit check` says count and head, to be compared with a copy kept elsewhere",
  CR02: "needs a disk that loses writes; the databases are opened with synchronous=FULL",
  CR05: "one process: there are no workers to restart in turn",
  CR06: "takes an hour",
  CR07: "one thread of one process holds the database: nobody else can lock it",
  M01: "operators' plugins are trusted code in the process; hooks have deadlines",
  M02: "operators' plugins are trusted code in the process",
  M03: "operators' plugins are trusted code in the process",
  M04: "operators' plugins are trusted code in the process",
  M05: "operators' plugins are trusted code in the process; the compiler shows them their facts alone",
  M06: "operators' plugins are trusted code in the process",
  M07: "nothing is isolated by node:vm, and nothing is said to be",
  M08: "operators' plugins are trusted code in the process, and SECURITY.md says so",
  M13: "an install without scripts is tried in continuous integration, and the lockfile has integrity hashes",
  M14: "the registry does not serve `npm audit` everywhere this is tested",
  M15: "nothing is published yet",
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
    const sections = readFileSync(scorecard, "utf8").split(/^##+ /m).slice(1);
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

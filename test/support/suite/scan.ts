import { existsSync, readFileSync } from "node:fs";
import { createSearch } from "../canaries.ts";
import { findKnownForms } from "./known-forms.ts";
import { readLeft } from "./left.ts";
import { PLANTED, PLANTED_FORMS, plant } from "./planted.ts";

/** What a scan went through and found. */
export interface Scanned {
  /** A sentence with the figures. */
  readonly summary: string;
  /** One line for each leak, without the secret; one that says so if the planted secret was missed. */
  readonly problems: readonly string[];
}

const OUTPUT = "the suite's output";

/** Searches the suite's output and all that its tests left in the folder for every secret they made. */
export function scan(folder: string, output: Buffer): Scanned {
  const startedMs = performance.now();
  const { files, secrets } = readLeft(folder);
  const search = createSearch(secrets);
  const problems: string[] = [];
  let bytesSearched = 0;
  const look = (place: string, bytes: Buffer) => {
    bytesSearched += bytes.length;
    const found = search(bytes);
    for (const { canary, form } of found)
      if (canary !== PLANTED) problems.push(`${place}: ${canary} (${form})`);
    for (const kind of findKnownForms(bytes))
      problems.push(`${place}: what looks like a secret (${kind})`);
    return found.filter(({ canary }) => canary === PLANTED).map(({ form }) => form);
  };
  const planted = secrets.filter(({ name }) => name === PLANTED).map(plant);
  const seen = new Map([[OUTPUT, look(OUTPUT, Buffer.concat([output, ...planted]))]]);
  // One that a process left over takes away meanwhile is gone.
  for (const { name, path } of files)
    if (existsSync(path)) seen.set(name, look(name, readFileSync(path)));
  for (const place of [OUTPUT, PLANTED])
    if (seen.get(place)?.toSorted().join() !== PLANTED_FORMS.join())
      problems.push(`${place}: the planted secret was not found in all its forms`);
  const summary =
    `searched the output (${output.length} bytes) and ${files.length} files that tests left ` +
    `(${Math.round(bytesSearched / 2 ** 20)} MiB) for ${secrets.length} secrets in ` +
    `${Math.round((performance.now() - startedMs) / 1000)} s: ${problems.length} in clear`;
  return { summary, problems };
}

import { readFileSync } from "node:fs";

/** The script that an app's page loads, without the comments and indentation of its source. */
export function readEmbed(): string {
  const source = readFileSync(new URL("./embed.js", import.meta.url), "utf8");
  return source
    .replaceAll(/^\s*(?:\/\/|\/\*\*).*\n/gm, "")
    .replaceAll(/^[ \t]+/gm, "")
    .trim();
}

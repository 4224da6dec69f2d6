import { readFileSync } from "node:fs";

/** The script that an app's page loads, without the comments and indentation of its source. */
export function readEmbed(): string {
  const source = readFileSync(new URL("./embed.js", import.meta.url), "utf8");
  return source
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("//") && !line.startsWith("/**"))
    .join("\n");
}

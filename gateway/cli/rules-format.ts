/** Which key tells a format of rules documents; the first that is there decides (see rules/README.md). */
const TELLTALES: readonly (readonly [key: string, format: string])[] = [
  ["scheme", "the one form"],
  ["rules", "OFAuth"],
  ["coefficients", "coefficients"],
  ["pairs", "pairs"],
  ["staticParam", "AndPewka"],
  ["sha1_index", "Lovi-0"],
  ["sign_format", "hashypooh"],
  ["error_code", "DATAHOARDERS"],
  ["start", "deviint or amotrak"],
  ["prefix", "rafa-9, SneakyOvis or OF-DL"],
  ["format", "xagler"],
];

/** The name of the format a parsed rules document is in, for people; nothing if it is none of them. */
export function rulesFormat(parsed: unknown): string | undefined {
  if (typeof parsed !== "object" || parsed === null) return undefined;
  return TELLTALES.find(([key]) => Object.hasOwn(parsed, key))?.[1];
}

/** Whether a parsed file is a signing scheme and no rules document. */
export function isScheme(parsed: unknown): boolean {
  return (
    typeof parsed === "object" && parsed !== null && "headers" in parsed && "vectors" in parsed
  );
}

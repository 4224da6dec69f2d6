/** Whether a URL's origin is on a list. */
export type OriginList = (url: URL) => boolean;

/** A list of `scheme://host[:port]`; a host that begins with `*.` stands for every name below it. */
export function createOriginList(patterns: readonly string[]): OriginList {
  const exact = new Set<string>();
  const below: (readonly [before: string, after: string])[] = [];
  for (const pattern of patterns) {
    const star = pattern.indexOf("//*.");
    if (star === -1) exact.add(new URL(pattern).origin);
    else below.push([pattern.slice(0, star + 2), pattern.slice(star + 3)]);
  }
  return ({ origin }) =>
    exact.has(origin) ||
    below.some(
      ([before, after]) =>
        origin.startsWith(before) &&
        origin.endsWith(after) &&
        origin.length > before.length + after.length,
    );
}

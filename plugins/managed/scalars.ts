import { rewriteMediaUrls, type Links } from "./media-urls.ts";

const NUMERIC = /^-?\d+(?:\.\d+)?$/;

/** A number, also out of a numeric text. */
export function writeNumber(value: unknown): string | undefined {
  const number = typeof value === "string" && NUMERIC.test(value) ? Number(value) : value;
  // One too large to be a number has no form in JSON.
  return Number.isFinite(number) ? String(number) : undefined;
}

/** A truth value, also out of 1 and 0. */
export function writeBoolean(value: unknown): string | undefined {
  if (value === true || value === 1) return "true";
  return value === false || value === 0 ? "false" : undefined;
}

/** People's own words, also out of a number. */
export function writeWords(value: unknown): string | undefined {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "number" ? `"${value}"` : undefined;
}

/** Any other text: a link where it is a media address. */
export function writeText(value: unknown, { write, sources }: Links): string | undefined {
  if (typeof value !== "string") return writeWords(value);
  const link = write(value, sources);
  // A link needs no escapes, and looking for some would take as long as all else about it.
  return link === value ? JSON.stringify(value) : `"${link}"`;
}

/** A value of unknown form, with links in place of its media addresses. */
export function writeAny(value: unknown, links: Links): string | undefined {
  return JSON.stringify(rewriteMediaUrls(value, links));
}

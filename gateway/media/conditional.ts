import type { IncomingHttpHeaders } from "node:http";

/** What decides whether a client needs a file, and which part of it. */
export interface FileVersion {
  readonly size: number;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What a request for a file is answered with; the part is from `start` on, up to before `end`. */
export type Asked =
  | { readonly status: 200 | 206; readonly start: number; readonly end: number }
  | { readonly status: 304 | 412 | 416 };

/** Reads the conditions and the range of a GET or HEAD, in the order of RFC 9110 §13.2.2. */
export function readAsked(headers: IncomingHttpHeaders, file: FileVersion): Asked {
  const { "if-match": match, "if-unmodified-since": unmodifiedSince } = headers;
  if (match === undefined ? isNewer(file, unmodifiedSince) : !isListed(match, file.etag, "strong"))
    return { status: 412 };
  const { "if-none-match": noneMatch, "if-modified-since": modifiedSince } = headers;
  if (noneMatch === undefined ? isNoNewer(file, modifiedSince) : isListed(noneMatch, file.etag))
    return { status: 304 };
  const whole: Asked = { status: 200, start: 0, end: file.size };
  const { range, "if-range": ifRange } = headers;
  return range === undefined || !isSame(file, ifRange) ? whole : readRange(range, file.size);
}

/** One range; several, or what is none, are answered with the whole file. */
function readRange(range: string, size: number): Asked {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === "" && last === "") return { status: 200, start: 0, end: size };
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(size, Number(last) + 1);
  if (first !== "" && last !== "" && Number(last) < Number(first))
    return { status: 200, start: 0, end: size };
  return start < end ? { status: 206, start, end } : { status: 416 };
}

function isListed(list: string, etag: string | undefined, kind = "weak"): boolean {
  if (list.trim() === "*") return true;
  if (etag === undefined || (kind === "strong" && etag.startsWith("W/"))) return false;
  const bare = (tag: string) => (kind === "weak" ? tag.replace(/^W\//, "") : tag);
  return list.split(",").some((tag) => bare(tag.trim()) === bare(etag));
}

function isSame(
  { etag, lastModified }: FileVersion,
  ifRange: string | readonly string[] | undefined,
): boolean {
  if (typeof ifRange !== "string") return ifRange === undefined;
  return ifRange.includes('"')
    ? ifRange === etag && !ifRange.startsWith("W/")
    : ifRange === lastModified;
}

function isNewer({ lastModified }: FileVersion, date: string | undefined): boolean {
  return date !== undefined && Date.parse(lastModified ?? "") > Date.parse(date);
}

function isNoNewer({ lastModified }: FileVersion, date: string | undefined): boolean {
  return date !== undefined && Date.parse(lastModified ?? "") <= Date.parse(date);
}

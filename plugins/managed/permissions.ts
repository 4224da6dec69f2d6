import { createSegmentTree } from "./segment-tree.ts";
import table from "./permissions.json" with { type: "json" };

/** What makes an upstream route too dangerous to be open by default. */
export const RISKS = ["money", "credential", "account"] as const;
export type Risk = (typeof RISKS)[number];

/** What a caller needs in order to reach an upstream route. */
export interface Access {
  readonly permission: string;
  /** The setting that must be switched on as well. */
  readonly risk: Risk | undefined;
}

/** The permission of routes that the table does not list. */
export const ANY_ROUTE = "proxy:any";

type Methods = Readonly<Record<string, Access>>;

const rows = Object.entries(table as unknown as Record<string, Record<string, [string, Risk?]>>);
const find = createSegmentTree<Methods>(
  rows.map(([pattern, methods]) => [
    pattern,
    Object.fromEntries(Object.entries(methods).map(read)),
  ]),
);

function read([method, [permission, risk]]: [string, [string, Risk?]]): [string, Access] {
  return [method, { permission, risk }];
}

/**
 * The permission and risk of an upstream route, whose `path` begins after `/api2/v2` and is plain.
 * Differences that an upstream may overlook (case, a trailing slash, a suffix such as `.json`) hide no
 * risk, and a method that the table does not know at a risky path is as risky as those it knows.
 */
export function accessTo(method: string, path: string): Access {
  const segments = path
    .slice(1, path.endsWith("/") ? -1 : undefined)
    .toLowerCase()
    .split("/");
  const access = accessAt(method, segments);
  if (access.risk !== undefined || !path.includes(".")) return access;
  const { risk } = accessAt(method, segments.map(withoutSuffix));
  return risk === undefined ? access : { permission: access.permission, risk };
}

function accessAt(method: string, segments: readonly string[]): Access {
  const methods = find(segments);
  if (methods === undefined) return { permission: ANY_ROUTE, risk: undefined };
  const asked = method === "HEAD" ? "GET" : method;
  if (Object.hasOwn(methods, asked)) return methods[asked] as Access;
  const risk = Object.values(methods).find((known) => known.risk !== undefined)?.risk;
  return { permission: ANY_ROUTE, risk };
}

function withoutSuffix(segment: string): string {
  const dot = segment.indexOf(".");
  return dot === -1 ? segment : segment.slice(0, dot);
}

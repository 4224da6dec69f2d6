import { queryOf, type AdminApi } from "./admin-api.ts";
import { table } from "./table.ts";

/** A connection as the admin API shows it. */
export interface ConnectionInfo {
  readonly id: string;
  readonly environment: string;
  readonly username: string | null;
  readonly externalId: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly egressId: string | null;
  readonly country: string | null;
  readonly declaredAs: string | null;
  readonly updatedAt: string;
}

interface Page {
  readonly list: readonly ConnectionInfo[];
  readonly hasMore: boolean;
  /** How many connections there are in all, by state. */
  readonly states: Readonly<Record<string, number>>;
}

const PAGE = 100;

/** The connections a filter lets through, those in trouble first, over as many pages as it takes. */
export async function listConnections(
  gateway: AdminApi,
  filter: Readonly<Record<string, string | undefined>>,
  limit: number,
): Promise<Page> {
  const list: ConnectionInfo[] = [];
  for (;;) {
    const size = Math.min(PAGE, limit - list.length);
    const query = queryOf({ ...filter, limit: String(size), offset: String(list.length) });
    const page = (await gateway.get(`/admin/connections${query}`)) as Page;
    list.push(...page.list);
    if (!page.hasMore || list.length >= limit) return { ...page, list };
  }
}

/** Connections as a table. */
export function listing(list: readonly ConnectionInfo[]): string {
  const rows = list.map((each) => [
    each.id,
    each.username,
    each.externalId,
    each.environment,
    each.state,
    each.reason,
    each.egressId,
    each.declaredAs !== null,
    each.updatedAt,
  ]);
  const head = ["connection", "account", "external id", "environment", "state", "why", "egress"];
  return table([...head, "declared", "changed"], rows);
}

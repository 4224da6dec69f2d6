/** A page as any list answers it. */
interface Page {
  readonly hasMore: boolean;
  readonly list?: readonly unknown[];
  readonly items?: readonly unknown[];
  readonly nextOffset?: number;
  readonly nextMarker?: number | string | null;
  readonly nextLastId?: number | string | null;
  readonly tailMarker?: string;
}

type Query = Readonly<Record<string, unknown>>;

/**
 * The pages of a list, one after the other, however the list says where it goes on: by an offset, a
 * marker, the last message or the last time; `countsRows` if it only says whether it does. A list that
 * goes on where it was before is over.
 */
export async function* pagesOf<P>(
  ask: (query: Query) => Promise<P>,
  query: Query,
  countsRows: boolean,
): AsyncGenerator<P, void, undefined> {
  let asked = query;
  for (;;) {
    const page = await ask(asked);
    yield page;
    const next = nextQuery(page as Page, asked, countsRows);
    if (next === undefined || JSON.stringify(next) === JSON.stringify(asked)) return;
    asked = next;
  }
}

/** The rows of a page. */
export function rowsOf(page: object): readonly unknown[] {
  const { list, items } = page as Page;
  return list ?? items ?? [];
}

function nextQuery(page: Page, asked: Query, countsRows: boolean): Query | undefined {
  if (!page.hasMore) return undefined;
  const { nextOffset, nextMarker, nextLastId, tailMarker } = page;
  if (typeof nextOffset === "number") return { ...asked, offset: nextOffset };
  if (isThere(nextMarker)) return { ...asked, marker: String(nextMarker) };
  // After a message the offset would skip rows twice.
  if (isThere(nextLastId)) return { ...asked, offset: undefined, last_id: String(nextLastId) };
  if (isThere(tailMarker)) return { ...asked, beforePublishTime: tailMarker };
  const count = countsRows ? rowsOf(page).length : 0;
  return count === 0 ? undefined : { ...asked, offset: Number(asked["offset"] ?? 0) + count };
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

// Written by `npm run docs` from the gateway's own OpenAPI document.
type Query = Readonly<Record<string, unknown>>;
/**
 * The pages of a list, one after the other, however the list says where it goes on: by an offset, a
 * marker, the last message or the last time; `countsRows` if it only says whether it does. A list that
 * goes on where it was before is over.
 */
export declare function pagesOf<P>(ask: (query: Query) => Promise<P>, query: Query, countsRows: boolean): AsyncGenerator<P, void, undefined>;
/** The rows of a page. */
export declare function rowsOf(page: object): readonly unknown[];
export {};

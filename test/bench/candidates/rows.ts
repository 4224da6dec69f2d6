import { message } from "../../plugins/managed/samples.ts";

/** Rows of a page by what its JSON comes to. */
export const ROWS = { "2 KB": 1, "200 KB": 104 } as const;

/** A page of messages as the upstream answers it, with a film of its own in each. */
export function pageOfMessages(rows: number, origin: string): string {
  const list = Array.from({ length: rows }, (_, index) => ({
    ...message,
    id: 9_001 + index,
    rawText: "x".repeat(1_100),
  }));
  return JSON.stringify({ list, hasMore: true }).replaceAll("https://cdn.test", origin);
}

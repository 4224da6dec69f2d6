import { message } from "../../plugins/managed/samples.ts";

/** Rows of a page by what its JSON comes to. */
export const ROWS = { "2 KB": 1, "200 KB": 104 } as const;

/** A page of messages as the upstream answers it, with a film of its own in each. */
export function pageOfMessages(rows: number, origin: string): string {
  const list = Array.from({ length: rows }, (_, index) => ({
    ...message,
    media: message.media.map((media) => withAddresses(media, `${origin}/${index}`)),
    id: 9_001 + index,
    rawText: "x".repeat(1_100),
  }));
  return JSON.stringify({ list, hasMore: true });
}

function withAddresses(media: object, base: string): object {
  return JSON.parse(JSON.stringify(media).replaceAll("https://cdn.test", base)) as object;
}

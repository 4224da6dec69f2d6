import type { Server } from "node:http";

/** Answers the page, and opens a session for it. */
export function createSite(options: {
  readonly gateway: string;
  readonly apiKey: string;
}): Promise<Server>;

import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Store } from "../store/store.ts";
import { digestOf } from "./link-state.ts";

/** A session together with the browser that it belongs to. */
export interface Visit {
  readonly session: LinkSessionRow;
  /** The browser's cookie, new or as it was sent. */
  readonly cookie: string;
}

/** Ties sessions to browsers: the first that opens one keeps it. */
export interface Visits {
  /** Opens the address an app handed out. */
  readonly open: (
    clientSecret: string,
    cookieOf: (id: string) => string | undefined,
  ) => Promise<Visit | "unknown" | "opened_elsewhere">;
  /** The session of a page, for its own browser only. */
  readonly find: (id: string, cookie: string | undefined) => Promise<Visit | undefined>;
}

/** Visits over the store, which holds each cookie as a hash. */
export function createVisits({ linkSessions }: Pick<Store, "linkSessions">): Visits {
  return {
    open: async (clientSecret, cookieOf) => {
      const session = await linkSessions.findBySecret(digestOf(clientSecret));
      if (session === undefined) return "unknown";
      const fresh = newBrowserCookie();
      const bound = await linkSessions.bind(session.id, digestOf(fresh));
      if (bound !== undefined) return { session: bound, cookie: fresh };
      const cookie = cookieOf(session.id);
      const now = await linkSessions.find(session.id);
      if (now === undefined) return "unknown";
      // Ended before any browser came: there is nothing to protect, and the page says what happened.
      if (now.browserDigest === null) return { session: now, cookie: cookie ?? fresh };
      return isOwn(now, cookie) ? { session: now, cookie } : "opened_elsewhere";
    },
    find: async (id, cookie) => {
      const session = await linkSessions.find(id);
      if (session === undefined || !isOwn(session, cookie)) return undefined;
      return { session, cookie };
    },
  };
}

/** A new cookie for a browser. */
export function newBrowserCookie(): string {
  return randomBytes(32).toString("base64url");
}

/** The token a form must carry: only a page of this cookie's browser can know it. */
export function formToken(cookie: string, id: string): string {
  return hash("sha256", `form ${id} ${cookie}`, "base64url");
}

/** Whether a form carries its page's token. */
export function isFormToken(sent: string | undefined, cookie: string, id: string): boolean {
  const expected = Buffer.from(formToken(cookie, id));
  const given = Buffer.from(sent ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function isOwn(session: LinkSessionRow, cookie: string | undefined): cookie is string {
  return cookie !== undefined && session.browserDigest === digestOf(cookie);
}

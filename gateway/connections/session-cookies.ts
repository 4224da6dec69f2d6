import type { CookieJar } from "../upstream/cookie-jar.ts";

/** Whether losing a change of this cookie would lose the session: it is saved before the answer ends. */
export function isSessionCookie(name: string): boolean {
  return sessionCookies.has(name) || name.startsWith("auth_");
}

/**
 * Brings a jar up to what another writer has saved. Cookies that are ours stay as they are here:
 * each cookie is its latest writer's.
 */
export function mergeCookies(
  jar: CookieJar,
  saved: ReadonlyMap<string, string>,
  isOurs: (name: string) => boolean,
  nowMs: number,
): void {
  const lines: string[] = [];
  for (const [name, value] of saved) {
    if (!isOurs(name) && jar.get(name) !== value) lines.push(`${name}=${value}`);
  }
  for (const name of jar.entries().keys()) {
    if (!isOurs(name) && !saved.has(name)) lines.push(`${name}=; Max-Age=0`);
  }
  jar.absorb(lines, nowMs);
}

const sessionCookies: ReadonlySet<string> = new Set(["sess", "fp", "st", "csrf"]);

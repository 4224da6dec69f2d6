/** The cookies of a `cookie` header; of two with one name the first counts. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && !cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim());
  }
  return cookies;
}

/** The `set-cookie` lines of an answer by cookie name: the last word on a cookie is the one sent. */
export type NewCookies = Map<string, string>;

/** Sets a cookie in the way the upstream does. */
export function setCookie(
  cookies: NewCookies,
  name: string,
  value: string,
  maxAgeSeconds: number,
): void {
  const attributes = `path=/; max-age=${maxAgeSeconds}; secure; httponly; samesite=lax`;
  cookies.set(name, `${name}=${value}; ${attributes}`);
}

/** Tells a client that its session is gone. */
export function deleteSession(cookies: NewCookies): void {
  const past = "expires=Thu, 01-Jan-1970 00:00:01 GMT; max-age=0";
  cookies.set("sess", `sess=deleted; ${past}; path=/; secure; httponly`);
}

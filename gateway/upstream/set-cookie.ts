/** What one `set-cookie` line asks for, on the gateway's clock. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** Lower-case and without a leading dot; absent for a host-only cookie. */
  readonly domain: string | undefined;
  readonly path: string | undefined;
  /** When it ends (ms); in the past to delete it, absent while the session lasts. */
  readonly expiresAtMs: number | undefined;
}

/**
 * The cookie a `set-cookie` line carries, as RFC 6265 §5.2 reads it (`Max-Age` wins over `Expires`,
 * the last of a repeated attribute counts, what cannot be read is passed over), or `undefined` if
 * the line names none or holds characters a Cookie header may not (RFC 6265bis §5.6).
 */
export function parseSetCookie(line: string, nowMs: number): SetCookie | undefined {
  if (forbidden.test(line)) return undefined;
  const [pair = "", ...attributes] = line.split(";");
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  if (name === "") return undefined;

  let domain: string | undefined;
  let path: string | undefined;
  let expires: number | undefined;
  let maxAge: number | undefined;
  for (const attribute of attributes) {
    const at = attribute.indexOf("=");
    const key = (at < 0 ? attribute : attribute.slice(0, at)).trim().toLowerCase();
    const text = at < 0 ? "" : attribute.slice(at + 1).trim();
    if (key === "expires") expires = parseCookieDate(text) ?? expires;
    else if (key === "max-age" && /^-?\d+$/.test(text)) maxAge = nowMs + Number(text) * 1000;
    else if (key === "domain" && text !== "") domain = text.replace(/^\./, "").toLowerCase();
    else if (key === "path") path = text.startsWith("/") ? text : undefined;
  }
  const value = pair.slice(equals + 1).trim();
  return { name, value, domain, path, expiresAtMs: maxAge ?? expires };
}

// Controls but tab, and what Node would refuse to send as a header value.
const forbidden = /[^\t\x20-\x7e\x80-\xff]/;

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Milliseconds of a cookie date by the algorithm of RFC 6265 §5.1.1, which forgives order and separators. */
function parseCookieDate(text: string): number | undefined {
  let time: readonly number[] | undefined;
  let day: number | undefined;
  let month = -1;
  let year: number | undefined;
  for (const token of text.split(/[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/)) {
    const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/.exec(token);
    if (time === undefined && clock !== null) time = clock.slice(1).map(Number);
    else if (day === undefined && /^\d{1,2}(?:\D|$)/.test(token)) day = Number.parseInt(token, 10);
    else if (month < 0 && months.includes(token.slice(0, 3).toLowerCase()))
      month = months.indexOf(token.slice(0, 3).toLowerCase());
    else if (year === undefined && /^\d{2,4}(?:\D|$)/.test(token)) year = fullYear(token);
  }
  const [hour = 99, minute = 99, second = 99] = time ?? [];
  if (day === undefined || month < 0 || year === undefined || year < 1601) return undefined;
  if (day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const ms = Date.UTC(year, month, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day ? ms : undefined;
}

function fullYear(token: string): number {
  const year = Number.parseInt(token, 10);
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}

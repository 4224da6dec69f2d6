/** Absolute-form with nothing a parser could read twice: http(s), a host, an optional port, a path. */
const ABSOLUTE = /^https?:\/\/(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(\/.*|\?.*|)$/i;

/**
 * The origin-form of a request target. A proxy-style absolute target is accepted, as RFC 9112 §3.2.2
 * demands, and its host ignored: where a request goes is never the client's choice. A malformed one
 * comes back as it was, for the head check to refuse.
 */
export function originForm(target: string): string {
  if (target.startsWith("/")) return target;
  const match = ABSOLUTE.exec(target);
  if (match === null || Number(match[1] ?? 0) > 65_535) return target;
  const rest = match[2] ?? "";
  return rest.startsWith("/") ? rest : `/${rest}`;
}

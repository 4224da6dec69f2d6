import type { Egress } from "./egress.ts";
import { egressFailed } from "./egress-error.ts";

/** Who a connection is to a proxy that gives each user name an address of its own. */
export interface ProxyUser {
  readonly connectionId: string;
  readonly country: string | undefined;
}

/** Gives each connection the proxy with its own credentials. */
export type OwnCredentials = (egress: Egress, user: ProxyUser) => Egress;

const MAX_KEPT = 10_000;

/**
 * Fills `{connectionId}` and `{country}` in user names and passwords. The same connection gets the
 * same object again, by which its kept-alive sockets are found.
 */
export function createOwnCredentials(): OwnCredentials {
  const kept = new WeakMap<Egress, Map<string, Egress>>();
  return (egress, user) => {
    if (!hasTemplate(egress)) return egress;
    let own = kept.get(egress);
    if (own === undefined) kept.set(egress, (own = new Map<string, Egress>()));
    const key = `${user.connectionId} ${user.country ?? ""}`;
    let filled = own.get(key);
    if (filled === undefined) {
      if (own.size >= MAX_KEPT) own.clear();
      own.set(key, (filled = fill(egress, user)));
    }
    return filled;
  };
}

/** Whether a proxy can leave from any country, as its user name or password says. */
export function takesCountry({ username = "", password = "" }: Egress): boolean {
  return username.includes("{country}") || password.includes("{country}");
}

function hasTemplate({ username = "", password = "" }: Egress): boolean {
  return username.includes("{") || password.includes("{");
}

function fill(egress: Egress, { connectionId, country }: ProxyUser): Egress {
  if (country === undefined && takesCountry(egress))
    throw egressFailed(
      egress,
      "configuration",
      "its credentials name the connection's country, which is not known",
    );
  const filled = (text: string): string =>
    text.replaceAll("{connectionId}", connectionId).replaceAll("{country}", country ?? "");
  const { username, password } = egress;
  return {
    ...egress,
    ...(username !== undefined && { username: filled(username) }),
    ...(password !== undefined && { password: filled(password) }),
  };
}

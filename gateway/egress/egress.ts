/** The address a connection's requests leave from. `direct` is the machine itself. */
export interface Egress {
  /** Stable name within the configuration; safe to log, holds no credentials. */
  readonly id: string;
  readonly kind: "direct" | "connect" | "socks5";
  readonly host?: string;
  readonly port?: number;
  /** ISO 3166-1 alpha-2, if all its addresses are there. */
  readonly country?: string;
  /** May hold `{connectionId}` and `{country}`, as the password may, until a connection is given it. */
  readonly username?: string;
  readonly password?: string;
}

/** A host by name or address, and its port. */
export interface Destination {
  readonly host: string;
  readonly port: number;
}

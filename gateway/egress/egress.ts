/** The address a connection's requests leave from. `direct` is the machine itself. */
export interface Egress {
  /** Stable name within the configuration; safe to log, holds no credentials. */
  readonly id: string;
  readonly kind: "direct" | "connect" | "socks5";
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
}

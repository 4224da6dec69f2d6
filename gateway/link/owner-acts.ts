import type { LinkSessionRow } from "../store/link-tables.ts";
import type { ConsentText } from "./consent-text.ts";
import type { DriverName, HandedOver } from "./login-driver.ts";

/** Where a step was made from. */
export interface Origin {
  readonly requestId: string;
  readonly address: string;
  readonly userAgent: string;
}

/** What an owner does on the pages. Each act changes the session, and the page then shows where it stands. */
export interface Flow {
  /** Puts the consent on record, before any password is taken. */
  readonly agree: (session: LinkSessionRow, text: ConsentText, from: Origin) => Promise<void>;
  /** Takes a way of signing in, of those that are offered; without one the owner chooses anew. */
  readonly choose: (session: LinkSessionRow, name: DriverName | undefined) => Promise<void>;
  /**
   * Takes a whole session from the driver that the owner has chosen, has the upstream confirm it through
   * the connection's own egress, and links the account. A refusal is said on the page, and may be tried again.
   */
  readonly handOver: (
    session: LinkSessionRow,
    handed: HandedOver,
    name: DriverName,
    from: Pick<Origin, "requestId" | "address">,
  ) => Promise<void>;
  readonly logIn: (
    session: LinkSessionRow,
    credentials: { readonly email: string; readonly password: Buffer },
    from: Origin,
  ) => Promise<void>;
  readonly checkCode: (session: LinkSessionRow, code: Buffer, from: Origin) => Promise<void>;
  readonly sendCode: (session: LinkSessionRow, from: Origin) => Promise<void>;
  readonly cancel: (session: LinkSessionRow, from: Origin) => Promise<void>;
}

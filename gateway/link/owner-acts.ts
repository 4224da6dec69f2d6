import type { LinkSessionRow } from "../store/link-tables.ts";
import type { ConsentText } from "./consent-text.ts";

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
  readonly logIn: (
    session: LinkSessionRow,
    credentials: { readonly email: string; readonly password: Buffer },
    from: Origin,
  ) => Promise<void>;
  readonly checkCode: (session: LinkSessionRow, code: Buffer, from: Origin) => Promise<void>;
  readonly sendCode: (session: LinkSessionRow, from: Origin) => Promise<void>;
  readonly cancel: (session: LinkSessionRow, from: Origin) => Promise<void>;
}

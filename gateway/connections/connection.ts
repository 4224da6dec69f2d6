import type { ConnectionState } from "./life.ts";
import type { EnvironmentName } from "../environments.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { CookieJar } from "../upstream/cookie-jar.ts";
import type { XHash } from "../upstream/x-hash.ts";
import type { GrantChanges } from "./grant-changes.ts";
import type { ChangedBy } from "./life.ts";

/** One linked upstream account: its description, never its secrets. */
export interface Connection {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId: string;
  readonly username: string | undefined;
  readonly state: ConnectionState;
  /** Why it is in this state, in a word. */
  readonly reason: string | undefined;
  /** The outbound proxy chosen for it, once one was. */
  readonly egressId: string | undefined;
  readonly country: string | undefined;
  /** When its session began, which tells it from those before and after. */
  readonly sessionSince?: number | undefined;
}

/** What one app may do with one connection. */
export interface Grant {
  readonly connectionId: string;
  readonly appId: string;
  readonly permissions: ReadonlySet<string>;
}

/** The secret part of a connection. Only `authorize` reads one, and it never leaves the process but to the upstream. */
export interface Session {
  readonly connectionId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId: string;
  readonly userAgent: string;
  readonly xBc: string;
  /** Fetched once the session serves, and anew as it ages. */
  xHash: XHash | undefined;
  readonly cookies: CookieJar;
}

/** Linked accounts: found for a caller, kept alive, ended. */
export interface Connections extends GrantChanges {
  /**
   * The connection and the app's grant, from memory where possible, then without a promise.
   * @throws GatewayError `SESSION_NOT_PROVIDED`: unknown, foreign and other-environment are one identical answer; `SESSION_EXPIRED` with the state as `reason`.
   */
  readonly resolve: (
    caller: {
      readonly organizationId: string;
      readonly appId: string;
      readonly environment: EnvironmentName;
    },
    connectionId: string | undefined,
  ) => Resolved | Promise<Resolved>;
  /** The decrypted session, from a bounded cache where possible, then without a promise. @throws GatewayError `SESSION_EXPIRED`. */
  readonly session: (connectionId: string) => Session | Promise<Session>;
  /**
   * Takes what the upstream set into the jar at once. Returns a promise to await before the answer
   * ends if a session cookie changed; other changes are saved within 5 s.
   */
  readonly absorb: (
    connectionId: string,
    setCookie: readonly string[],
  ) => Promise<void> | undefined;
  /** Whether the upstream has taken the session cookie of one in memory away. */
  readonly isSignedOut: (connectionId: string) => boolean;
  /** Keeps a session's `x-hash`, in force at once, unless another session has taken its place. */
  readonly setHash: (session: Session, hash: XHash) => void;
  /** Keeps the outbound proxy chosen for it; `null` has it chosen anew. A country that is given is kept too. */
  readonly setEgress: (
    connectionId: string,
    egressId: string | null,
    country?: string | null,
  ) => Promise<void>;
  /** Enters a state if it may be entered from the one it is in (`life.ts`); otherwise nothing changes. */
  readonly setState: (
    connectionId: string,
    state: ConnectionState,
    reason: string,
    by?: ChangedBy,
    /** Asked about the connection as it is, in the same transaction. */
    onlyIf?: (before: ConnectionRow) => boolean,
  ) => Promise<void>;
  /** Creates a connection, or renews the session of the one that organization has for this upstream account. */
  readonly put: (session: NewSession) => Promise<Connection>;
  /** Forgets the session and keeps the record, expired, so that the account can be linked again. */
  readonly invalidate: (connectionId: string) => Promise<void>;
  /** Destroys the data key first, then the record: nothing sealed with it can be opened again. */
  readonly delete: (connectionId: string) => Promise<void>;
  /** Finishes what `delete` had begun when the process ended: key and record lie in two files. */
  readonly finishDeletions: () => Promise<void>;
  readonly countByState: () => Promise<ReadonlyMap<string, number>>;
  /** Saves what is still unsaved. */
  readonly close: () => Promise<void>;
}

/** What `resolve` finds. */
export interface Resolved {
  readonly connection: Connection;
  readonly grant: Grant;
}

/** A session to keep as a connection. */
export interface NewSession {
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  readonly upstreamUserId: string;
  readonly username?: string | undefined;
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
  readonly permissions: readonly string[];
  /** The ID a new connection gets; one that has another already is not renamed. */
  readonly connectionId?: string;
  readonly name?: string | undefined;
  readonly avatar?: string | undefined;
  readonly egressId?: string;
  /** Where it shall leave from; another than before has its outbound proxy chosen anew. */
  readonly country?: string | undefined;
  /** When the upstream confirmed the session. */
  readonly checkedAt?: number;
  /** When its cookie ends, where that is known. */
  readonly sessionEndsAt?: number;
  /** Set if the account's owner linked it in person. */
  readonly linked?: LinkedBy;
  /** Set if the organization hands the session in, and not the account's owner. */
  readonly imported?: ImportedBy;
}

/** What is kept about a consent given in person. */
export interface LinkedBy {
  readonly clientReferenceId: string | undefined;
  readonly receiptId: string;
  /** The owner's receipt for the connection it turns out to be, kept together with the grant. */
  readonly receipt: (connection: { readonly id: string; readonly username: string }) => string;
}

/** What is kept about an import. */
export interface ImportedBy {
  /** What the organization calls the account itself. */
  readonly clientReferenceId: string | undefined;
  /** What its assertion that the owner agrees rests on, in its own words. */
  readonly basis: string;
  /** SHA-256 of what was handed in. */
  readonly digest: string;
}

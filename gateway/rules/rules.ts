import type { EnvironmentName } from "../environments.ts";

/** A rules document in the one form every community format is folded into. */
export interface RulesDocument {
  /** The signing scheme it is for. */
  readonly scheme: string;
  /** The constants the scheme needs, valid against the scheme's own JSON Schema. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a scheme may compute with: the facts of one attempt. */
export interface SigningFacts {
  readonly time: string;
  readonly method: string;
  /** Path and query exactly as they go on the wire. */
  readonly path: string;
  /** The upstream user's numeric id as text; `0` when signed out. */
  readonly userId: string;
  /** Descriptions of the session a scheme may use, never its cookies. */
  readonly session: { readonly userAgent: string; readonly xBc: string };
}

/** What signing does to a request head. */
export interface Signed {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** One proven build of rules, ready to sign. Immutable. */
export interface ActiveRules {
  readonly environment: EnvironmentName;
  /** Names the build, such as `62830:6a67571d`; unique within an environment. */
  readonly revision: string;
  readonly scheme: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Greater is newer; the greatest serves unless one is pinned. */
  readonly order: number;
  /** When the upstream built it (ms), where the scheme can tell. */
  readonly builtAt: number | undefined;
  /** When it was accepted here (ms). */
  readonly acceptedAt: number;
  /** The file or feed it came from. */
  readonly source: string;
  /** @throws GatewayError `INTERNAL_ERROR` if the scheme yields no valid header value. */
  readonly sign: (facts: SigningFacts) => Signed;
}

/** Why a document was not accepted, with the place in the file. */
export interface Rejection {
  readonly environment: EnvironmentName;
  readonly source: string;
  /** A JSON pointer, or the empty string for the whole. */
  readonly place: string;
  readonly reason: string;
  readonly at: number;
}

/** What happened to a document that was offered. */
export type Verdict =
  | { readonly accepted: true; readonly rules: ActiveRules; readonly isCurrent: boolean }
  | { readonly accepted: false; readonly rejection: Rejection };

/** A function a scheme's json-logic may call; it must be pure and throw on bad input. */
export type Operation = (...operands: readonly unknown[]) => unknown;

/** A build that does not serve although it may be the newest. */
export interface Ban {
  readonly revision: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What a feed says of a build that waits for other feeds to say the same. */
export interface Awaiting {
  readonly revision: string;
  readonly source: string;
}

/** Which build is pinned in which environment. */
export type Pins = Readonly<Partial<Record<EnvironmentName, string>>>;

/** All rules of all environments: what serves, what was refused, what is pinned. */
export interface Rules {
  /** The build that signs now, if any. */
  readonly current: (environment: EnvironmentName) => ActiveRules | undefined;
  readonly get: (environment: EnvironmentName, revision: string) => ActiveRules | undefined;
  /** Resolves with a build newer than `revision` as soon as there is one, or `undefined` after `waitMs` (`rules.refreshWaitMs` unless told). One shared wait and one refresh of the feeds for all callers. */
  readonly waitForNewer: (
    environment: EnvironmentName,
    revision: string,
    waitMs?: number,
  ) => Promise<ActiveRules | undefined>;
  /** The older build to try in place of a newer one that was refused and never yet accepted. */
  readonly standIn: (environment: EnvironmentName, revision: string) => ActiveRules | undefined;
  /** Notes that the upstream refused a signature made with a build. */
  readonly refused: (environment: EnvironmentName, revision: string) => void;
  /** Notes that it took one; a build that is refused where its stand-in is taken is banned for an hour. */
  readonly accepted: (environment: EnvironmentName, revision: string, isStandIn: boolean) => void;
  /** Builds that do not serve although they are newer, because the upstream refused them. */
  readonly bans: (environment: EnvironmentName) => readonly Ban[];
  /** Folds, checks and tries a document; if it passes it is kept, and serves if it is the newest. */
  readonly offer: (environment: EnvironmentName, source: string, text: string) => Promise<Verdict>;
  /** What feeds say of builds that not enough of them agree on. */
  readonly awaiting: (environment: EnvironmentName) => readonly Awaiting[];
  readonly builds: (environment: EnvironmentName) => readonly ActiveRules[];
  readonly rejections: (environment: EnvironmentName) => readonly Rejection[];
  /** @throws GatewayError `RESOURCE_NOT_FOUND`. The pin holds, over restarts, until released. */
  readonly pin: (environment: EnvironmentName, revision: string) => Promise<ActiveRules>;
  readonly release: (environment: EnvironmentName) => Promise<void>;
  readonly pinned: (environment: EnvironmentName) => string | undefined;
  /** Gives schemes one more operation; schemes that waited for it are tried again. @throws if the name is taken by another function. */
  readonly addOperation: (name: string, operation: Operation) => void;
  /** Called when the serving build of an environment changes; returns an unsubscribe. */
  readonly onChange: (listener: (rules: ActiveRules) => void) => () => void;
  readonly close: () => Promise<void>;
}

import type { EnvironmentName } from "../environments.ts";
import type { LoginPlace } from "./login-place.ts";

/** A login between its steps: what must survive until the code is there. Holds secrets; it is kept sealed. */
export interface LoginState {
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
  readonly egressId: string;
  /** SHA-256 of what names the account, for throttles by account. */
  readonly account: string;
  /** When its cookie ends, where the browser it came from said so. */
  readonly sessionEndsAt?: number | undefined;
  /** Whose it is, where the session is a linked account's already; a guest's otherwise. */
  readonly upstreamUserId?: string;
}

/** How a second factor may be given. */
export type FactorKind = "app" | "phone" | "email" | "face";

/** The second factor the upstream asks for; holds no secret. */
export interface Factor {
  readonly kinds: readonly FactorKind[];
  /** The last digits of the number a code goes to. */
  readonly phoneLast4?: string;
  readonly sendsLeft?: number;
  /** How many codes the upstream still looks at. */
  readonly checksLeft?: number;
  /** The same counted from the session's first code. */
  readonly codesAllowed?: number;
}

/** Why a login did not go on. */
export type LoginRefusal =
  | "invalid_credentials"
  | "account_locked"
  | "captcha_required"
  | "face_required"
  | "2fa_failed"
  | "upstream_unavailable";

/** What a step of a login came to. */
export type LoginStepResult =
  | { readonly kind: "signed-in"; readonly upstreamUserId: string; readonly state: LoginState }
  | { readonly kind: "second-factor"; readonly factor: Factor; readonly state: LoginState }
  | { readonly kind: "refused"; readonly reason: LoginRefusal };

/** The ways in which an owner can sign in, in the order in which they are offered. */
export const DRIVER_NAMES = ["companion", "browser", "import", "password"] as const;
/** One of them. */
export type DriverName = (typeof DRIVER_NAMES)[number];

/** What is known of a driver before anyone signs in with it. */
interface DriverFacts {
  readonly name: DriverName;
  /**
   * How far the password stays away from this server, for the page where owners choose: it never comes
   * here; it passes through a browser that this server runs; it is typed into a page of this server.
   */
  readonly passwordReaches: "nobody" | "browser" | "server";
  /** Whether it can be offered there now; always, unless it says. */
  readonly isReady?: (environment: EnvironmentName) => boolean;
}

/**
 * Signs in step by step, from pages of this server. What it is given to check, password or code, it
 * only reads: whoever took it from the owner wipes it.
 */
export interface StepDriver extends DriverFacts {
  readonly kind: "steps";
  readonly logIn: (
    place: LoginPlace,
    credentials: {
      readonly email: string;
      readonly password: Buffer;
      readonly userAgent: string;
    },
  ) => Promise<LoginStepResult>;
  readonly checkCode: (
    place: LoginPlace,
    state: LoginState,
    code: Buffer,
  ) => Promise<LoginStepResult>;
  /** Asks the upstream whether a session that is kept waits for its second factor. */
  readonly resume: (
    place: LoginPlace,
    kept: Pick<HandedOver, "cookie" | "userAgent" | "xBc" | "upstreamUserId">,
  ) => Promise<LoginStepResult>;
  /** Asks for another code by SMS or e-mail; says whether the upstream agreed. */
  readonly sendCode: (place: LoginPlace, state: LoginState) => Promise<boolean>;
}

/** Gets a whole session elsewhere and hands it to the flow (`handOver`). */
export interface HandOverDriver extends DriverFacts {
  readonly kind: "hand-over";
  /** Whose session it hands over: one that was opened for this visit is ended if it is not kept, the owner's own never. */
  readonly session: "opened" | "owners";
  /** Told once a visit no longer needs it: another way was chosen, or the visit is over. */
  readonly leave?: (linkId: string) => void;
}

/** One way in which an owner signs in. */
export type LoginDriver = StepDriver | HandOverDriver;

/** A session as it was handed over, whose owner it says is. */
export interface HandedOver {
  readonly upstreamUserId: string;
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
  /** The outbound proxy it was opened through, if it was opened through one. */
  readonly egressId?: string | undefined;
  /** When its cookie ends, where the browser it came from said so. */
  readonly sessionEndsAt?: number | undefined;
}

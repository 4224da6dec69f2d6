import type { EnvironmentName } from "../environments.ts";

/** The account a driver signs in for, and the connection it would become. */
export interface LoginPlace {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  /** The outbound proxy the connection has already, if it has one. */
  readonly egressId: string | undefined;
  /** Where it shall leave from. */
  readonly country: string | undefined;
}

/** A login between its steps: what must survive until the code is there. Holds secrets; it is kept sealed. */
export interface LoginState {
  readonly cookie: string;
  readonly userAgent: string;
  readonly xBc: string;
  readonly egressId: string;
  /** SHA-256 of the e-mail address, for throttles by account. */
  readonly account: string;
}

/** How a second factor may be given. */
export type FactorKind = "app" | "phone" | "email" | "face";

/** The second factor the upstream asks for; holds no secret. */
export interface Factor {
  readonly kinds: readonly FactorKind[];
  /** The last digits of the number a code goes to. */
  readonly phoneLast4?: string;
  readonly sendsLeft?: number;
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

/**
 * One way in which an owner signs in. What it is given to check, password or code, it only reads:
 * whoever took it from the owner wipes it.
 */
export interface LoginDriver {
  readonly name: string;
  /** How far the password stays away from this server, for the consent page. */
  readonly passwordReaches: "nobody" | "server";
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
  /** Asks for another code by SMS or e-mail; says whether the upstream agreed. */
  readonly sendCode: (place: LoginPlace, state: LoginState) => Promise<boolean>;
}

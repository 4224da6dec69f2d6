import { type GatewayError } from "../errors.ts";
import { isWrongUser } from "../upstream/classify.ts";

/** What one look at a session says of it. */
export type Verdict =
  | { readonly kind: "works" }
  | {
      readonly kind: "against";
      readonly state: "expired" | "challenged";
      readonly reason: string;
    }
  /** The outbound proxy, the upstream, the rules or the gateway failed: nothing is known of the session. */
  | { readonly kind: "unknown"; readonly error: GatewayError };

/** What the failure of a signed read of the own profile says of the session. */
export function verdictOf(error: GatewayError): Verdict {
  const { reason, upstream } = error.details;
  const why = upstream?.message ?? "refused by the upstream";
  if (reason === "other_account") return { kind: "against", state: "expired", reason };
  if (error.code !== "SESSION_EXPIRED") return { kind: "unknown", error };
  if (reason === "challenged") return { kind: "against", state: reason, reason: why };
  if (reason === "expired") return { kind: "against", state: reason, reason: why };
  return { kind: "unknown", error };
}

/** Whether an error on an exchange is the upstream's word against the session, and not the gateway's own. */
export function isDoubt({ code, details }: GatewayError): boolean {
  return code === "SESSION_EXPIRED" && details.upstream !== undefined;
}

/**
 * Whether such a word is final. After "Wrong user." each further request may sign the owner's own
 * browser out: it must not even be checked.
 */
export function isCertain({ details: { upstream } }: GatewayError): boolean {
  return upstream !== undefined && isWrongUser(upstream);
}

import { GatewayError } from "../errors.ts";
import type { ConnectionState } from "./life.ts";

/** A state in which a connection serves no exchange. */
export type UnusableState = Exclude<ConnectionState, "active">;

/** The answer to a request for a connection that is there but cannot be used, with what to do about it. */
export function sessionExpired(state: UnusableState): GatewayError {
  const { happened, nextActions } = explanations[state];
  return new GatewayError("SESSION_EXPIRED", happened, { reason: state, nextActions });
}

/** What can be done about a connection in a state, or about one that works but will probably not for long. */
export function nextActionsOf(state: ConnectionState, isEnding: boolean): readonly string[] {
  if (state !== "active") return explanations[state].nextActions;
  return isEnding ? ["Ask the account owner to sign in again before the session ends."] : [];
}

/** The one answer for a connection that is missing, unknown, another organization's or another environment's. */
export function sessionNotProvided(): GatewayError {
  return new GatewayError(
    "SESSION_NOT_PROVIDED",
    "The request names no connection that this API key can use.",
  );
}

/** Whether an error says that there is no session, so that nothing can be done with it or saved to it. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof GatewayError)) return false;
  return error.code === "SESSION_EXPIRED" || error.code === "SESSION_NOT_PROVIDED";
}

const linkAgain = "Ask the account owner to link the account again.";

const explanations: Readonly<
  Record<UnusableState, { readonly happened: string; readonly nextActions: readonly string[] }>
> = {
  expired: {
    happened: "The upstream has ended this connection's session.",
    nextActions: [linkAgain],
  },
  awaiting_2fa: {
    happened: "This connection waits for the account's second factor.",
    nextActions: ["Ask the account owner for the code, and finish linking with it."],
  },
  challenged: {
    happened: "The upstream asks the account owner to prove who they are.",
    nextActions: ["Ask the account owner to answer the upstream's challenge.", linkAgain],
  },
  paused: {
    happened: "This connection is paused.",
    nextActions: ["Resume the connection, or wait until its operator does."],
  },
  revoked: {
    happened: "The account owner has revoked this connection.",
    nextActions: ["Stop using the connection.", linkAgain],
  },
  disconnected: {
    happened: "This connection's session is gone.",
    nextActions: [linkAgain],
  },
};

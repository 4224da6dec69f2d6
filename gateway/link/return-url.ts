import type { LinkSessionRow } from "../store/link-tables.ts";
import { endReasonOf } from "./link-state.ts";

/**
 * Where an owner goes when the visit is over: the app's own address with what came of it. Without an
 * address there is nowhere to go.
 */
export function returnUrl(
  session: LinkSessionRow,
  result: { readonly code?: string } = {},
): string | undefined {
  const { redirectUrl, clientReferenceId } = session;
  if (redirectUrl === null) return undefined;
  const query = new URLSearchParams(outcomeOf(session, result.code));
  if (clientReferenceId !== null) query.set("client_reference_id", clientReferenceId);
  // Appended as text: the registered address keeps every letter it has.
  return `${redirectUrl}${redirectUrl.includes("?") ? "&" : "?"}${query.toString()}`;
}

function outcomeOf(session: LinkSessionRow, code: string | undefined): Record<string, string> {
  const { step, resultId, leftAt } = session;
  if (step === "done" && resultId !== null)
    return { status: "success", ...(code === undefined ? { connection_id: resultId } : { code }) };
  if (step === "cancelled") return { status: "cancelled", step: leftAt ?? "pre-login" };
  return { status: "error", error_code: endReasonOf(session) };
}

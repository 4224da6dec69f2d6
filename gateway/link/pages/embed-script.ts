import type { LinkSessionRow } from "../../store/link-tables.ts";
import type { ConnectionRow } from "../../store/tables.ts";
import { failureText } from "../messages.ts";
import { returnUrl } from "../return-url.ts";

/**
 * The script of a page in an app's frame: it tells the app's own origins, and no others, how things
 * stand, and calls the visit off when they ask.
 */
export function embedScript(
  state: {
    readonly session: LinkSessionRow;
    readonly connection: ConnectionRow | undefined;
    readonly isExpired: boolean;
  },
  origins: readonly string[],
): string {
  const events = eventsOf(state);
  const origin = JSON.stringify(origins);
  return scriptSafe(
    `const origins=${origin};` +
      `const say=(event,metadata)=>origins.forEach(origin=>parent.postMessage({type:"OFAUTH_LINK",event,metadata},origin));` +
      events
        .map(
          ([event, metadata]) =>
            `say(${JSON.stringify(event)},${JSON.stringify(metadata ?? null)});`,
        )
        .join("") +
      `addEventListener("message",({source,origin,data})=>{` +
      `if(source!==parent||!origins.includes(origin)||data?.type!=="OFAUTH_LINK"||data.event!=="exit_requested")return;` +
      `const form=document.querySelector('form[action$="/cancel"]');` +
      `if(form)form.submit();else say("exit",{type:"user_exit",error:null});});`,
  );
}

type Event = readonly [name: string, metadata?: object];

function eventsOf({ session, connection, isExpired }: Parameters<typeof embedScript>[0]): Event[] {
  const { step, notice, redirectUrl } = session;
  if (isExpired) return [["invalid_session"]];
  if (step === "consent") return [["loaded"]];
  if (step === "done" && connection !== undefined) {
    const { id, upstreamUserId, username, name, avatar } = connection;
    const userData = {
      id: upstreamUserId,
      name: name ?? username ?? "",
      username: username ?? "",
      avatar,
    };
    const successUrl = returnUrl(session) ?? null;
    const redirect = redirectUrl !== null;
    return [["success", { successUrl, redirect, connection: { id, userData }, user: userData }]];
  }
  if (step === "cancelled")
    return [["exit", { type: "user_exit", step: session.leftAt, error: null }]];
  if (step === "failed") {
    const error = { error_type: notice, error_message: failureText(notice ?? "").title };
    return [["exit", { type: "error", step: "error", error }]];
  }
  return [];
}

/** JSON in a script element: what could end it, or start another, is written as an escape. */
function scriptSafe(script: string): string {
  return script
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

import type { LinkSessionRow } from "../../store/link-tables.ts";
import type { ConnectionRow } from "../../store/tables.ts";
import { failureText } from "../messages.ts";
import { returnUrl } from "../return-url.ts";
import { SANDBOX_SCENARIOS } from "../sandbox-scenarios.ts";

interface EmbedState {
  readonly session: LinkSessionRow;
  readonly connection: ConnectionRow | undefined;
  readonly isExpired: boolean;
}

/**
 * The script of a page in an app's frame: it tells the app's own origins, and no others, how things
 * stand, and calls the visit off when they ask. A visit that is over ends for the app when its owner
 * leaves the last page: what stands there is for them to read.
 */
export function embedScript(state: EmbedState, origins: readonly string[]): string {
  const exit = exitOf(state);
  const isOver = exit !== undefined && state.session.step !== "cancelled";
  const said = [...eventsOf(state), ...(exit === undefined || isOver ? [] : [exit])];
  return scriptSafe(
    `const origins=${JSON.stringify(origins)};` +
      `const top1=location.ancestorOrigins?.[0];` +
      `const say=(event,metadata=null)=>origins.filter(origin=>!top1||origin===top1)` +
      `.forEach(origin=>parent.postMessage({type:"OFAUTH_LINK",event,metadata},origin));` +
      `const exit=${JSON.stringify(isOver ? exit : null)};` +
      said.map((event) => `say(...${JSON.stringify(event)});`).join("") +
      `const leave=()=>{` +
      `const form=document.querySelector('form[action$="/cancel"]');` +
      `if(form&&!exit)form.submit();else say(...(exit||["exit",{type:"user_exit",error:null}]));};` +
      `document.querySelector("[data-leave]")?.addEventListener("click",leave);` +
      `addEventListener("message",({source,origin,data})=>{` +
      `if(source===parent&&origins.includes(origin)&&data?.type==="OFAUTH_LINK"&&data.event==="exit_requested")leave();});`,
  );
}

type Event = readonly [name: string, metadata?: object];

function eventsOf({ session, connection, isExpired }: EmbedState): Event[] {
  const { step, redirectUrl, environment } = session;
  if (isExpired) return [["invalid_session"]];
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
  const isOpen = step !== "done" && step !== "cancelled" && step !== "failed";
  return [
    ...(step === "consent" ? [["loaded"] as const] : []),
    ...(isOpen && environment === "sandbox" ? [sandboxInfo(step)] : []),
  ];
}

function sandboxInfo(currentScreen: string): Event {
  return ["sandbox_info", { scenarios: SANDBOX_SCENARIOS, activeScenarioId: null, currentScreen }];
}

/** What ends the visit for the app's page, if it is over. */
function exitOf({ session, isExpired }: EmbedState): Event | undefined {
  const { step, leftAt, notice } = session;
  if (step === "done") return ["exit", { type: "user_exit", step: "success", error: null }];
  if (step === "cancelled") return ["exit", { type: "user_exit", step: leftAt, error: null }];
  if (step !== "failed" && !isExpired) return undefined;
  const reason = isExpired ? "session_expired" : (notice ?? "");
  const error = { error_type: reason, error_message: failureText(reason).title };
  return ["exit", { type: "error", step: "error", error }];
}

/** JSON in a script element: what could end it, or start another, is written as an escape. */
function scriptSafe(script: string): string {
  return script
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

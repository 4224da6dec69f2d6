import type { FastifyReply } from "fastify";
import type { AccountServices } from "../account-services.ts";
import { isSafePlace } from "../link/places.ts";
import { FailurePage } from "../link/pages/outcomes.tsx";
import { renderPage } from "../link/pages/render.ts";
import type { ControlApp } from "./control-plane.ts";
import { toControlError } from "./control-error.ts";
import { newNonce, sendHtml, takeForms } from "./page-reply.ts";

/** What all pages for account owners have in common. */
export interface OwnerPages {
  /** Whether browsers come over TLS. */
  readonly isSecure: () => boolean;
  /** Sends a page that says, without anything of a session, why there is none to show. */
  readonly sendFailure: (reply: FastifyReply, reason: string, status: number) => FastifyReply;
}

/** Has a part of the control plane take forms and fail in pages; `what` names it in the log. */
export function ownerPages(
  app: ControlApp,
  { link, log }: Pick<AccountServices, "link" | "log">,
  what: string,
): OwnerPages {
  const isSecure = () => link.publicUrl().startsWith("https:");

  const sendFailure: OwnerPages["sendFailure"] = (reply, reason, status) => {
    const nonce = newNonce();
    const { operator, contact } = link;
    const frame = { nonce, theme: "auto", isSandbox: false, operator, contact } as const;
    const html = renderPage(FailurePage({ frame, reason }));
    return sendHtml(reply, html, { nonce, status, isSecure: isSecure() });
  };

  takeForms(app);
  // Links that were handed out before the address was changed lead here too.
  app.addHook("onRequest", async (_request, reply) =>
    isSafePlace(link.publicUrl()) ? undefined : sendFailure(reply, "insecure", 503),
  );
  app.setErrorHandler((thrown, request, reply) => {
    const error = toControlError(thrown);
    if (error.status >= 500) log.error({ requestId: request.id, error }, `${what} failed`);
    return sendFailure(reply, error.status >= 500 ? "gateway" : "forbidden", error.status);
  });
  return { isSecure, sendFailure };
}

import type { FastifyReply, FastifyRequest } from "fastify";
import type { AccountServices } from "../account-services.ts";
import { FailurePage } from "../link/pages/outcomes.tsx";
import type { Frame } from "../link/pages/document.tsx";
import { EndedPage, PortalPage } from "../link/pages/portal-page.tsx";
import { renderPage } from "../link/pages/render.ts";
import { formToken, isFormToken } from "../link/visits.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { ControlApp } from "./control-plane.ts";
import { toControlError } from "./control-error.ts";
import type { Form } from "./form-body.ts";
import {
  cookieName,
  cookieOf,
  forbidden,
  formOf,
  newNonce,
  sendHtml,
  sendOn,
  setOwnCookie,
  takeForms,
} from "./page-reply.ts";

const VISIT_SECONDS = 1_800;

/** `/manage`: what an owner can see and do with the private link. */
export function managePageRoutes(
  app: ControlApp,
  { link, log }: Pick<AccountServices, "link" | "log">,
): void {
  const isSecure = () => link.publicUrl().startsWith("https:");
  const cookie = () => cookieName("manage", isSecure());

  takeForms(app);
  app.setErrorHandler((thrown, request, reply) => {
    const error = toControlError(thrown);
    if (error.status >= 500) log.error({ requestId: request.id, error }, "the portal failed");
    return sendFailure(reply, error.status >= 500 ? "gateway" : "forbidden", error.status);
  });

  app.get("/manage/:token", async (request, reply) => {
    const { token } = request.params as { readonly token: string };
    const isAllowed = await link.takeLook(link.addressOf(request.raw));
    const connection = isAllowed ? await link.portal.find(token) : undefined;
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    const maxAgeSeconds = VISIT_SECONDS;
    setOwnCookie(reply, { name: cookie(), value: token, maxAgeSeconds, isSecure: isSecure() });
    return sendOn(reply, "/manage");
  });

  app.get("/manage", async (request, reply) => {
    const connection = await find(request);
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    const nonce = newNonce();
    const frame = frameOf(nonce, connection);
    const view = await link.portal.view(connection);
    const page =
      connection.state === "revoked"
        ? EndedPage({ frame, isSignedOut: undefined })
        : PortalPage({ frame, view, token: tokenFor(request), notice: undefined });
    return sendHtml(reply, renderPage(page), { nonce, isSecure: isSecure() });
  });

  app.get("/manage/receipt", async (request, reply) => {
    const connection = await find(request);
    const [receipt] = connection === undefined ? [] : (await link.portal.view(connection)).receipts;
    if (receipt === undefined) return sendFailure(reply, "unknown", 404);
    return reply
      .headers({
        "content-type": "application/json; charset=utf-8",
        "content-disposition": 'attachment; filename="receipt.json"',
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
      })
      .send(receipt.receipt);
  });

  act("pause", (connection, _form, request) => link.portal.pause(connection, request.id));
  act("resume", (connection, _form, request) => link.portal.resume(connection, request.id));
  act("narrow", (connection, form, request) =>
    link.portal.narrow(connection, form.text("app") ?? "", form.all("permission"), request.id),
  );

  app.post("/manage/revoke", async (request, reply) => {
    const { connection } = await ownForm(request);
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    const { isSignedOut } = await link.portal.revoke(connection, request.id);
    const nonce = newNonce();
    const page = EndedPage({ frame: frameOf(nonce, connection), isSignedOut });
    return sendHtml(reply, renderPage(page), { nonce, isSecure: isSecure() });
  });

  function act(
    name: string,
    work: (connection: ConnectionRow, form: Form, request: FastifyRequest) => Promise<void>,
  ): void {
    app.post(`/manage/${name}`, async (request, reply) => {
      const { connection, form } = await ownForm(request);
      if (connection === undefined) return sendFailure(reply, "unknown", 404);
      await work(connection, form, request);
      return sendOn(reply, "/manage");
    });
  }

  /** @throws GatewayError `FORBIDDEN` for a form that is not from the owner's page. */
  async function ownForm(request: FastifyRequest) {
    const form = formOf(request);
    const connection = await find(request);
    const own = cookieOf(request, cookie()) ?? "";
    if (connection !== undefined && !isFormToken(form.text("token"), own, "manage"))
      throw forbidden();
    return { form, connection };
  }

  function find(request: FastifyRequest): Promise<ConnectionRow | undefined> {
    return link.portal.find(cookieOf(request, cookie()));
  }

  function tokenFor(request: FastifyRequest): string {
    return formToken(cookieOf(request, cookie()) ?? "", "manage");
  }

  function frameOf(nonce: string, connection?: ConnectionRow): Frame {
    const { operator, contact } = link;
    const isSandbox = connection?.environment === "sandbox";
    return { nonce, theme: "auto", isSandbox, operator, contact };
  }

  function sendFailure(reply: FastifyReply, reason: string, status: number): FastifyReply {
    const nonce = newNonce();
    const html = renderPage(FailurePage({ frame: frameOf(nonce), reason }));
    return sendHtml(reply, html, { nonce, status, isSecure: isSecure() });
  }
}

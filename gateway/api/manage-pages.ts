import type { FastifyReply, FastifyRequest } from "fastify";
import type { AccountServices } from "../account-services.ts";
import type { Frame } from "../link/pages/document.tsx";
import { EndedPage, PortalPage } from "../link/pages/portal-page.tsx";
import { renderPage } from "../link/pages/render.ts";
import type { PortalForms } from "../link/pages/portal-app.tsx";
import { formToken, isFormToken } from "../link/visits.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { ControlApp } from "./control-plane.ts";
import type { Form } from "./form-body.ts";
import { createManageProof } from "./manage-proof.ts";
import { ownerPages } from "./owner-pages.ts";
import {
  cookieName,
  cookieOf,
  forbidden,
  formOf,
  newNonce,
  sendHtml,
  sendOn,
  setOwnCookie,
} from "./page-reply.ts";

const VISIT_SECONDS = 1_800;

/** `/manage`: what an owner can see and do with the private link. */
export function managePageRoutes(
  app: ControlApp,
  { link, log }: Pick<AccountServices, "link" | "log">,
): void {
  const { isSecure, sendFailure } = ownerPages(app, { link, log }, "the portal");
  const cookie = () => cookieName("manage", isSecure());
  const proof = createManageProof(link, isSecure);

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
        ? EndedPage({ frame, isSignedOut: undefined, forms: await formsFor(request, connection) })
        : PortalPage({ frame, view, forms: await formsFor(request, connection) });
    return sendHtml(reply, renderPage(page), { nonce, isSecure: isSecure() });
  });

  app.get("/manage/receipt", async (request, reply) => {
    const connection = await find(request);
    const { id } = request.query as { readonly id?: unknown };
    const receipts = connection === undefined ? [] : await link.portal.receipts(connection);
    const receipt = id === undefined ? receipts[0] : receipts.find((each) => each.id === id);
    if (receipt === undefined) return sendFailure(reply, "unknown", 404);
    return sendFile(reply, `${receipt.id}.json`, receipt.receipt);
  });

  act("pause", (connection, _form, request) => link.portal.pause(connection, request.id));
  act("resume", (connection, _form, request) => link.portal.resume(connection, request.id));
  act("narrow", (connection, form, request) =>
    link.portal.narrow(connection, form.text("app") ?? "", form.all("permission"), request.id),
  );

  act("pause-app", (connection, form, request) =>
    link.portal.pauseApp(connection, form.text("app") ?? "", true, request.id),
  );
  act("resume-app", (connection, form, request) =>
    link.portal.pauseApp(connection, form.text("app") ?? "", false, request.id),
  );
  act("remove-app", (connection, form, request) =>
    link.portal.narrow(connection, form.text("app") ?? "", [], request.id),
  );
  act("widen", async (connection, form, request) => {
    await proof.assert(request, connection);
    const { text, all } = form;
    await link.portal.widen(connection, text("app") ?? "", all("permission"), request.id);
  });

  app.post("/manage/prove", async (request, reply) => {
    const { connection } = await ownForm(request);
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    return proof.begin(reply, connection);
  });

  app.post("/manage/export", async (request, reply) => {
    const { connection } = await ownForm(request);
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    await proof.assert(request, connection);
    const kept = await link.portal.export(connection, request.id);
    return sendFile(reply, "account.json", JSON.stringify(kept, null, 2));
  });

  app.post("/manage/delete", async (request, reply) => {
    const { connection } = await ownForm(request);
    if (connection === undefined) return sendFailure(reply, "unknown", 404);
    await proof.assert(request, connection);
    const { isSignedOut } = await link.portal.remove(connection, request.id);
    const nonce = newNonce();
    const page = EndedPage({ frame: frameOf(nonce, connection), isSignedOut, isDeleted: true });
    return sendHtml(reply, renderPage(page), { nonce, isSecure: isSecure() });
  });

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

  async function formsFor(
    request: FastifyRequest,
    connection: ConnectionRow,
  ): Promise<PortalForms> {
    const token = formToken(cookieOf(request, cookie()) ?? "", "manage");
    return { token, provenUntil: await proof.until(request, connection) };
  }

  function frameOf(nonce: string, connection?: ConnectionRow): Frame {
    const { operator, contact } = link;
    const isSandbox = connection?.environment === "sandbox";
    return { nonce, theme: "auto", isSandbox, operator, contact };
  }
}

function sendFile(reply: FastifyReply, name: string, json: string): FastifyReply {
  return reply
    .headers({
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    })
    .send(json);
}

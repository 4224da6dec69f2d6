import type { FastifyRequest } from "fastify";
import type { AccountServices } from "../account-services.ts";
import { stateOf } from "../link/invites.ts";
import { brandOf, type Brand } from "../link/brand.ts";
import type { Frame } from "../link/pages/document.tsx";
import { InvitePage } from "../link/pages/invite-page.tsx";
import { renderPage } from "../link/pages/render.ts";
import { formToken, isFormToken } from "../link/visits.ts";
import type { LinkInviteRow } from "../store/link-tables.ts";
import type { ControlApp } from "./control-plane.ts";
import { inviteUrl } from "./invite-acts.ts";
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

const VISIT_SECONDS = 3_600;

/** `/invite`: where an owner comes by an invite, and goes on to a Link session of their own. */
export function invitePageRoutes(
  app: ControlApp,
  { link, store, clock, log }: AccountServices,
): void {
  const { isSecure, sendFailure } = ownerPages(app, { link, log }, "an invite");
  const cookie = () => cookieName("invite", isSecure());
  const secretOf = (request: FastifyRequest) => cookieOf(request, cookie());

  app.get("/invite/:secret", async (request, reply) => {
    const { secret } = request.params as { readonly secret: string };
    const isAllowed = await link.takeLook(link.addressOf(request.raw));
    const invite = isAllowed ? await link.invites.find(secret) : undefined;
    if (invite === undefined) return sendFailure(reply, "unknown", 404);
    const maxAgeSeconds = VISIT_SECONDS;
    setOwnCookie(reply, { name: cookie(), value: secret, maxAgeSeconds, isSecure: isSecure() });
    return sendOn(reply, "/invite");
  });

  app.get("/invite", async (request, reply) => {
    const secret = secretOf(request);
    const invite = await link.invites.find(secret);
    if (secret === undefined || invite === undefined) return sendFailure(reply, "unknown", 404);
    if (stateOf(invite, clock.now()) !== "open") return sendFailure(reply, "invite_used", 410);
    const { appId, environment } = invite;
    if (!(await link.isServedAt(request.headers.host, appId)))
      return sendFailure(reply, "unknown", 404);
    const nonce = newNonce();
    const row = await store.apps.findById(appId);
    const { name, brand } = await brandOf(store, row ?? { id: appId, environment, name: appId });
    const page = InvitePage({
      frame: frameOf(nonce, invite, brand),
      app: name,
      url: inviteUrl(await link.urlFor(appId), secret),
      expiresAt: invite.expiresAt,
      token: formToken(secret, "invite"),
    });
    const hasLogo = brand?.logo !== undefined;
    return sendHtml(reply, renderPage(page), { nonce, hasLogo, isSecure: isSecure() });
  });

  app.post("/invite/open", async (request, reply) => {
    const form = formOf(request);
    const secret = secretOf(request);
    const invite = await link.invites.find(secret);
    if (secret === undefined || invite === undefined) return sendFailure(reply, "unknown", 404);
    if (!isFormToken(form.text("token"), secret, "invite")) throw forbidden();
    const clientSecret = await link.invites.open(invite);
    if (clientSecret !== undefined) return sendOn(reply, `/${clientSecret}`);
    const isOpen = stateOf(invite, clock.now()) === "open";
    return sendFailure(reply, isOpen ? "invite_busy" : "invite_used", isOpen ? 429 : 410);
  });

  function frameOf(nonce: string, invite?: LinkInviteRow, brand?: Brand): Frame {
    const { operator, contact } = link;
    const isSandbox = invite?.environment === "sandbox";
    return { nonce, theme: "auto", isSandbox, operator, contact, brand };
  }
}

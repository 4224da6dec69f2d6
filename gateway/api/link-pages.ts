import type { FastifyReply, FastifyRequest } from "fastify";
import type { AccountServices } from "../account-services.ts";
import { createLinkScreens } from "../link/pages/screens.tsx";
import { isFormToken, newBrowserCookie, type Visit } from "../link/visits.ts";
import { digestOf, isExpired, OPEN_STEPS } from "../link/link-state.ts";
import { returnUrl } from "../link/return-url.ts";
import { newId } from "../ids.ts";
import type { ControlApp } from "./control-plane.ts";
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
import { signInActs, type OwnerAct } from "./sign-in-acts.ts";

/** How long the code of a redirect works. */
const CODE_LIFE_MS = 60_000;

/** `/cs_…`, `/s/cs_…` and `/link/lnk_…`: the pages an account's owner sees. */
export function linkPageRoutes(app: ControlApp, services: AccountServices): void {
  const { link, store, clock } = services;
  const screens = createLinkScreens(services);
  const { isSecure, sendFailure } = ownerPages(app, services, "a Link page");
  const nameOf = (id: string) => cookieName(id, isSecure());

  app.get("/s/:clientSecret", async (request, reply) => {
    // A browser that only looks ahead must not take the link from the one that will come.
    if (request.headers["sec-purpose"] !== undefined) return reply.code(503).send();
    const { clientSecret } = request.params as { readonly clientSecret: string };
    const asked = await store.linkSessions.findBySecret(digestOf(clientSecret));
    if (asked !== undefined && !(await link.isServedAt(request.headers.host, asked.appId)))
      return sendFailure(reply, "unknown", 404);
    const visit = await link.visits.open(clientSecret, (id) => cookieOf(request, nameOf(id)));
    if (typeof visit === "string")
      return sendFailure(reply, visit, visit === "unknown" ? 404 : 403);
    const { session } = visit;
    if (session.browserDigest === null) return show(visit, reply);
    const { theme } = request.query as { readonly theme?: unknown };
    if (theme === "light" || theme === "dark")
      await store.linkSessions.move(session.id, OPEN_STEPS, { theme });
    keepCookie(reply, visit);
    return sendOn(reply, pathOf(session.id));
  });

  app.get("/link/companion.zip", async (_request, reply) =>
    reply
      .headers({
        "content-type": "application/zip",
        "content-disposition": 'attachment; filename="countersign-companion.zip"',
        "cache-control": "no-cache",
      })
      .send(await link.companion.archive()),
  );

  app.get("/link/:id", async (request, reply) => {
    const visit = await find(request);
    return visit === undefined ? sendFailure(reply, "unknown", 404) : show(visit, reply);
  });

  app.get("/link/:id/continue", async (request, reply) => {
    const visit = await find(request);
    if (visit === undefined) return sendFailure(reply, "unknown", 404);
    const { session } = visit;
    if (OPEN_STEPS.includes(session.step) && !isExpired(session, clock.now()))
      return sendOn(reply, pathOf(session.id));
    const code = await codeFor(visit);
    const url = returnUrl(session, code === undefined ? {} : { code });
    return sendOn(reply, url ?? pathOf(session.id));
  });

  act("consent", async (session, _form, from) => {
    const { text } = await screens.consentOf(session);
    await link.flow.agree(session, text, from);
  });
  for (const [name, work] of Object.entries(signInActs(services))) act(name, work);
  act("cancel", (session, _form, from) => link.flow.cancel(session, from));
  // A browser on this server has signed in meanwhile, or was refused: the next page says which.
  act("arrive", () => Promise.resolve());

  function act(name: string, work: OwnerAct): void {
    app.post(`/link/:id/${name}`, async (request, reply) => {
      const form = formOf(request);
      const visit = await find(request);
      if (visit === undefined) return sendFailure(reply, "unknown", 404);
      const { session, cookie } = visit;
      if (!isFormToken(form.text("token"), cookie, session.id)) throw forbidden();
      if (!isExpired(session, clock.now())) {
        const { id: requestId } = request;
        const userAgent = browserOf(request);
        await work(session, form, { requestId, address: link.addressOf(request.raw), userAgent });
        await renewCookie(visit, reply);
      }
      return sendOn(reply, pathOf(session.id));
    });
  }

  async function find(request: FastifyRequest): Promise<Visit | undefined> {
    const { id } = request.params as { readonly id: string };
    const visit = await link.visits.find(id, cookieOf(request, nameOf(id)));
    if (visit === undefined) return undefined;
    const isHere = await link.isServedAt(request.headers.host, visit.session.appId);
    return isHere ? visit : undefined;
  }

  async function show(visit: Visit, reply: FastifyReply): Promise<FastifyReply> {
    const nonce = newNonce();
    const { html, ...page } = await screens.show(visit, nonce);
    return sendHtml(reply, html, { ...page, nonce, isSecure: isSecure() });
  }

  function keepCookie(reply: FastifyReply, { session, cookie }: Visit): void {
    setOwnCookie(reply, {
      name: nameOf(session.id),
      value: cookie,
      maxAgeSeconds: Math.max(60, Math.ceil((session.expiresAt - clock.now()) / 1000)),
      isSecure: isSecure(),
      isFramed: session.mode === "embed",
    });
  }

  /** Once signed in, the browser gets another cookie: one that was planted before is worth nothing. */
  async function renewCookie({ session }: Visit, reply: FastifyReply): Promise<void> {
    const cookie = newBrowserCookie();
    const changes = { browserDigest: digestOf(cookie) };
    const renewed = await store.linkSessions.move(session.id, ["done"], changes);
    if (renewed !== undefined) keepCookie(reply, { session: renewed, cookie });
  }

  /** A code for a session whose app asked for one; it replaces the one before unless that is used. */
  async function codeFor({ session }: Visit): Promise<string | undefined> {
    if (session.step !== "done" || session.codeChallenge === null) return undefined;
    const code = newId("cc_", clock);
    if (session.codeUsedAt === null)
      await store.linkSessions.move(session.id, ["done"], {
        codeDigest: digestOf(code),
        codeExpiresAt: clock.now() + CODE_LIFE_MS,
      });
    return code;
  }
}

function pathOf(id: string): string {
  return `/link/${id}`;
}

/** The browser's own user agent, which the session will be bound to; a usual one for a browser that sends none. */
function browserOf({ headers }: FastifyRequest): string {
  const sent = headers["user-agent"]?.trim() ?? "";
  return /^[\x20-\x7e]{10,512}$/.test(sent) ? sent : USUAL_BROWSER;
}

const USUAL_BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

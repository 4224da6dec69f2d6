import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GatewayError } from "../errors.ts";
import { createParserWash } from "../http/parser-buffer.ts";
import { readForm, type Form } from "./form-body.ts";
import type { ControlApp } from "./control-plane.ts";

/** A value that only the page of this answer can use for its style and script. */
export function newNonce(): string {
  return randomBytes(18).toString("base64");
}

/** Sends a page that runs nothing but its own, and is framed by nobody but those named. */
export function sendHtml(
  reply: FastifyReply,
  html: string,
  page: {
    readonly nonce: string;
    readonly ancestors?: readonly string[];
    readonly status?: number;
    /** Whether it shows an app's logo. */
    readonly hasLogo?: boolean;
    readonly isSecure: boolean;
    /** Origins its script may connect to. */
    readonly connects?: readonly string[];
  },
): FastifyReply {
  const { nonce, ancestors = [], status = 200, isSecure, connects = [], hasLogo = false } = page;
  const frames = ancestors.length === 0 ? "'none'" : ancestors.join(" ");
  return reply
    .code(status)
    .headers({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; ` +
        (hasLogo ? "img-src 'self'; " : "") +
        (connects.length === 0 ? "" : `connect-src ${connects.join(" ")}; `) +
        `form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors ${frames}`,
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "permissions-policy": "camera=(), geolocation=(), microphone=()",
      ...(ancestors.length === 0 && { "x-frame-options": "DENY" }),
      ...(isSecure && { "strict-transport-security": "max-age=31536000" }),
    })
    .send(html);
}

/** Sends the browser on; it asks for the next page anew. */
export function sendOn(reply: FastifyReply, location: string): FastifyReply {
  return reply
    .code(303)
    .headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" })
    .send();
}

/** Takes forms instead of JSON on a part of the control plane, each wiped once it is answered. */
export function takeForms(app: ControlApp): void {
  const wash = createParserWash();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    (_request: FastifyRequest, payload: IncomingMessage) => readForm(payload),
  );
  app.addHook("onResponse", (request, _reply, next) => {
    if (request.body !== undefined) {
      (request.body as Form | null)?.wipe();
      wash();
    }
    next();
  });
}

/** The form of a request that a page of ours made. @throws GatewayError `FORBIDDEN` for any other's. */
export function formOf(request: Pick<FastifyRequest, "body" | "headers">): Form {
  const site = request.headers["sec-fetch-site"];
  // Browsers without the header are held by the token alone.
  const isOwn = site === undefined || site === "same-origin" || site === "none";
  const { body } = request;
  if (isOwn && typeof body === "object" && body !== null) return body as Form;
  throw forbidden();
}

/** The refusal of a form that is not from a page of ours. */
export function forbidden(): GatewayError {
  return new GatewayError("FORBIDDEN", "The form is not from a page of this server.");
}

/** The value of a cookie; of two with one name neither. */
export function cookieOf(
  request: Pick<FastifyRequest, "headers">,
  name: string,
): string | undefined {
  const found = (request.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  return found.length === 1 ? found[0]?.slice(name.length + 1) : undefined;
}

/** A cookie for this origin alone, out of reach of scripts. */
export function setOwnCookie(
  reply: FastifyReply,
  cookie: {
    readonly name: string;
    readonly value: string;
    readonly maxAgeSeconds: number;
    readonly isSecure: boolean;
    /** For pages in a frame of another site: kept apart for each such site. */
    readonly isFramed?: boolean;
  },
): void {
  const { name, value, maxAgeSeconds, isSecure, isFramed = false } = cookie;
  const site = isFramed ? "; Secure; SameSite=None; Partitioned" : "; SameSite=Lax";
  const secure = isSecure && !isFramed ? "; Secure" : "";
  void reply.header(
    "set-cookie",
    `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly${secure}${site}`,
  );
}

/** The name a cookie has: one that a browser takes only over TLS and for no other path, wherever there is TLS. */
export function cookieName(name: string, isSecure: boolean): string {
  return isSecure ? `__Host-${name}` : name;
}

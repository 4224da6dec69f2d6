import { GatewayError } from "../errors.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { LinkApp } from "./link-apps.ts";

/** What an app asks for when it opens a Link session. */
export interface LinkRequest {
  readonly clientAppId?: string | undefined;
  readonly redirectUrl?: string | undefined;
  readonly origin?: string | undefined;
  readonly clientReferenceId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly country?: string | undefined;
  readonly mode?: "redirect" | "embed" | "hosted" | "whitelabel" | undefined;
  readonly theme?: "light" | "dark" | "auto" | undefined;
  readonly codeChallenge?: string | undefined;
  /** The invite that it is opened by. */
  readonly inviteId?: string | undefined;
}

/** How the pages are shown: in a frame only where the app has registered whose. @throws GatewayError `BAD_REQUEST`. */
export function modeOf(
  { mode }: LinkRequest,
  { origins, redirectUris }: LinkApp,
): LinkSessionRow["mode"] {
  if (mode === "whitelabel" || mode === "redirect") return mode;
  const isEmbed = mode === "embed" || (mode === undefined && redirectUris.length === 0);
  if (mode === "embed" && origins.length === 0)
    throw bad("The app has no registered origin that may show the pages in a frame.");
  return isEmbed && origins.length > 0 ? "embed" : "redirect";
}

/** Where the owner goes back to. @throws GatewayError `BAD_REQUEST` for an address or origin that is not registered. */
export function redirectOf(
  request: LinkRequest,
  { redirectUris, origins }: LinkApp,
): string | null {
  const { redirectUrl, origin } = request;
  if (origin !== undefined && !origins.includes(origin))
    throw bad("`origin` is not registered with the app.");
  if (redirectUrl === undefined) return redirectUris[0] ?? null;
  // Letter by letter: two URLs that a parser calls equal may lead to two places.
  if (redirectUris.includes(redirectUrl)) return redirectUrl;
  throw bad("`redirectUrl` is not registered with the app.");
}

function bad(detail: string): GatewayError {
  return new GatewayError("BAD_REQUEST", detail);
}

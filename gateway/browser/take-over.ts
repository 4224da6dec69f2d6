import { cookieHeader } from "../upstream/cookie-jar.ts";
import type { Target } from "./devtools.ts";

/** A session that the upstream opened for a browser. */
export interface BrowserSession {
  readonly upstreamUserId: string;
  readonly cookie: string;
  readonly xBc: string;
  /** When its cookie ends, unless that is with the browser. */
  readonly sessionEndsAt?: number | undefined;
}

/** The upstream's own answers that name the user who is signed in. */
const TELLING = /^\/api2\/v2\/users\/(me|login|otp\/check)$/;

/**
 * Calls back once the upstream tells the page that it is signed in, with the session as the browser
 * then holds it. Nothing else of a page is read, and nothing that it sends.
 */
export async function watchSignIn(
  page: Target,
  origin: string,
  onSignedIn: (session: BrowserSession) => void,
): Promise<void> {
  const telling = new Set<string>();
  page.on("Network.responseReceived", ({ requestId, response }) => {
    const { url, status } = response;
    if (status !== 200 || !URL.canParse(url)) return;
    const { origin: from, pathname } = new URL(url);
    if (from === origin && TELLING.test(pathname)) telling.add(requestId);
  });
  page.on("Network.loadingFailed", ({ requestId }) => void telling.delete(requestId));
  page.on("Network.loadingFinished", ({ requestId }) => {
    if (!telling.delete(requestId)) return;
    readSession(page, requestId, origin).then(
      (session) => session && onSignedIn(session),
      // The page went on before its answer was read; the next one tells the same.
      () => undefined,
    );
  });
  // The size keeps what a page posts, passwords among it, out of what the browser reports.
  await page.send("Network.enable", { maxPostDataSize: 1 });
}

async function readSession(
  page: Target,
  requestId: string,
  origin: string,
): Promise<BrowserSession | undefined> {
  const { body, base64Encoded } = await page.send("Network.getResponseBody", { requestId });
  const text = base64Encoded ? Buffer.from(body, "base64").toString() : body;
  const told = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { cookies } = await page.send("Network.getCookies", { urls: [`${origin}/api2/v2/`] });
  const valueOf = (name: string) => cookies.find((cookie) => cookie.name === name)?.value;
  const upstreamUserId = valueOf("auth_id") ?? "";
  const isSignedIn =
    /^[1-9]\d{0,18}$/.test(upstreamUserId) &&
    String(told["userId"] ?? told["id"]) === upstreamUserId &&
    told["isAuth"] !== false &&
    /^(?!deleted$)./.test(valueOf("sess") ?? "");
  const xBc = (await storedXBc(page, origin)) ?? valueOf("fp") ?? "";
  if (!isSignedIn || !/^[a-z0-9]{40}$/.test(xBc)) return undefined;
  const { expires = -1 } = cookies.find(({ name }) => name === "sess") ?? {};
  return {
    upstreamUserId,
    ...(expires > 0 && { sessionEndsAt: Math.round(expires * 1_000) }),
    cookie: cookieHeader(cookies.map(({ name, value }) => [name, value] as const)),
    xBc,
  };
}

/** The site keeps it in the page's local storage, as `bcTokenSha`. */
async function storedXBc(page: Target, origin: string): Promise<string | undefined> {
  const { entries } = await page.send("DOMStorage.getDOMStorageItems", {
    storageId: { securityOrigin: origin, isLocalStorage: true },
  });
  return entries.find(([name]) => name === "bcTokenSha")?.[1];
}

import type { Devtools, Target } from "./devtools.ts";
import type { Pass } from "./way-out.ts";

/** A page of a login's browser. */
export interface LoginPage extends Target {
  /** Where it is. */
  readonly url: () => string;
}

/** The pages of one login: the site's, and windows that it opened. */
export interface LoginPages {
  /** The one opened last. */
  readonly front: () => LoginPage | undefined;
  /** Calls back when another page has come to the front, or the one there is elsewhere. */
  readonly onChange: (listener: (change: "front" | "place") => void) => void;
}

/** A name that leads nowhere: asked for once, so that the proxy asks for the credential. */
const DOORSTEP = "http://doorstep.invalid/";

/**
 * Opens a first page whose cookies and storage are kept in memory alone. `prepare` sees each page
 * before it goes anywhere.
 */
export async function openPages(
  devtools: Devtools,
  pass: Pick<Pass, "username" | "password">,
  prepare: (page: LoginPage) => Promise<void>,
): Promise<LoginPages> {
  const open: { readonly targetId: string; readonly page: LoginPage }[] = [];
  const listeners: ((change: "front" | "place") => void)[] = [];
  const tell = (change: "front" | "place") => listeners.forEach((listener) => listener(change));
  const front = () => open.at(-1)?.page;

  const { browserContextId } = await devtools.send("Target.createBrowserContext", {
    disposeOnDetach: true,
  });
  await devtools.send("Browser.setDownloadBehavior", { behavior: "deny", browserContextId });

  async function add(targetId: string, session: Target): Promise<void> {
    let url = "";
    const page: LoginPage = { ...session, url: () => url };
    session.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId !== undefined) return;
      url = frame.url;
      if (page === front()) tell("place");
    });
    // Nobody sees a dialog on the picture, and a page waits for ever for its answer.
    session.on("Page.javascriptDialogOpening", ({ type }) => {
      const accept = type === "alert" || type === "beforeunload";
      session.send("Page.handleJavaScriptDialog", { accept }).catch(() => undefined);
    });
    await session.send("Page.enable");
    if (open.length === 0) await showPass(session, pass);
    await prepare(page);
    open.push({ targetId, page });
    tell("front");
  }

  const { promise: first, resolve, reject } = Promise.withResolvers<void>();
  devtools.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.browserContextId !== browserContextId) return;
    const adding = add(targetInfo.targetId, devtools.session(sessionId));
    // A window that has closed already; only the first page must be there.
    adding.then(resolve, reject);
  });
  devtools.on("Target.targetDestroyed", ({ targetId }) => {
    const at = open.findIndex((each) => each.targetId === targetId);
    if (at === -1) return;
    open.splice(at, 1);
    tell("front");
  });
  await devtools.send("Target.setDiscoverTargets", { discover: true });
  await devtools.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
    filter: [{ type: "page" }],
  });
  await devtools.send("Target.createTarget", { url: "about:blank", browserContextId });
  await first;
  return { front, onChange: (listener) => void listeners.push(listener) };
}

/**
 * Gives the browser the proxy's credential, which it then keeps. It is asked for just once and on
 * nobody's page: to answer each time would mean to be shown every request, passwords included.
 */
async function showPass(
  page: Target,
  { username, password }: Pick<Pass, "username" | "password">,
): Promise<void> {
  page.on("Fetch.requestPaused", ({ requestId }) => {
    page.send("Fetch.continueRequest", { requestId }).catch(() => undefined);
  });
  page.on("Fetch.authRequired", ({ requestId, authChallenge }) => {
    const isProxy = authChallenge.source === "Proxy";
    const authChallengeResponse = isProxy
      ? ({ response: "ProvideCredentials", username, password } as const)
      : ({ response: "CancelAuth" } as const);
    page
      .send("Fetch.continueWithAuth", { requestId, authChallengeResponse })
      .catch(() => undefined);
  });
  await page.send("Fetch.enable", { handleAuthRequests: true });
  await page.send("Page.navigate", { url: DOORSTEP });
  await page.send("Fetch.disable");
}

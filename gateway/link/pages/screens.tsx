import type { Clock } from "../../clock.ts";
import type { LinkSessionRow } from "../../store/link-tables.ts";
import type { Store } from "../../store/store.ts";
import { consentText, type ConsentText } from "../consent-text.ts";
import type { LinkServices } from "../create-link.ts";
import type { Reward } from "../finish.ts";
import { driverOf } from "../drivers.ts";
import { brandOf, type Brand } from "../brand.ts";
import type { LinkApp } from "../link-apps.ts";
import { codesAllowed, factorOf, isExpired } from "../link-state.ts";
import { formToken, type Visit } from "../visits.ts";
import { ChoicePage } from "./choice-page.tsx";
import { CodePage } from "./code-page.tsx";
import { CompanionPage } from "./companion-page.tsx";
import type { Frame } from "./document.tsx";
import { embedScript } from "./embed-script.ts";
import { CancelledPage, FailurePage, SuccessPage } from "./outcomes.tsx";
import { ProvenPage, ProvePage } from "./prove-pages.tsx";
import { renderPage } from "./render.ts";
import { loginPages } from "./login-pages.tsx";
import { ConsentPage } from "./steps.tsx";

/** A page ready to send. */
export interface Screen {
  readonly html: string;
  /** Who may frame it. */
  readonly ancestors: readonly string[];
  /** What its script connects to. */
  readonly connects: readonly string[];
  readonly status: number;
  readonly hasLogo: boolean;
}

/** The pages of visits, each for where its session stands. */
export interface LinkScreens {
  readonly show: (visit: Visit, nonce: string) => Promise<Screen>;
  /** What the owner of a session is asked to agree to. */
  readonly consentOf: (session: LinkSessionRow) => Promise<{
    readonly text: ConsentText;
    readonly app: string;
    readonly settings: LinkApp;
    readonly brand: Brand | undefined;
  }>;
}

/** Makes them. */
export function createLinkScreens(services: {
  readonly link: LinkServices;
  readonly store: Store;
  readonly clock: Clock;
}): LinkScreens {
  const { link, store, clock } = services;

  const consentOf: LinkScreens["consentOf"] = async (session) => {
    const row = await store.apps.findById(session.appId);
    const { appId: id, environment } = session;
    const {
      name: app,
      settings,
      brand,
    } = await brandOf(store, row ?? { id, environment, name: id });
    const { operator, contact } = link;
    const permissions = JSON.parse(session.permissions) as string[];
    const { host } = new URL(link.publicUrl());
    return {
      text: consentText({ app, operator, contact, host, permissions }),
      app,
      settings,
      brand,
    };
  };

  async function pageOf(
    { session, cookie }: Visit,
    frame: Frame,
    consent: Awaited<ReturnType<LinkScreens["consentOf"]>>,
  ) {
    const { id, notice } = session;
    const { app, text, settings } = consent;
    const path = `/link/${id}`;
    const drivers = await link.drivers.offeredTo(session);
    const hasOtherWay = drivers.length > 1;
    const isProof = session.purpose === "prove";
    const next = session.redirectUrl === null ? undefined : `${path}/continue`;
    const continueUrl = isProof ? "/manage" : next;
    const back = isProof ? "your page" : app;
    const step = { frame, path, token: formToken(cookie, id), app, notice, hasOtherWay };
    if (isExpired(session, clock.now()))
      return FailurePage({ frame, reason: "session_expired", app: back, continueUrl });
    switch (session.step) {
      case "new":
      case "consent":
        if (isProof) return ProvePage({ step });
        return ConsentPage({ step, text, privacyUrl: settings.privacyUrl });
      case "login": {
        const driver = driverOf(session, drivers);
        if (driver?.name === "companion")
          return CompanionPage({ step, offer: await link.companion.offer(session) });
        const page = driver && loginPages[driver.name];
        return page === undefined ? ChoicePage({ step, drivers }) : page({ step });
      }
      case "code": {
        const triesLeft = codesAllowed(session) - session.codeAttempts;
        return CodePage({ step, factor: factorOf(session), triesLeft });
      }
      case "done":
        if (isProof) return ProvenPage({ frame });
        return SuccessPage({ frame, success: await successOf(session, app, continueUrl) });
      case "cancelled":
        return notice === "aborted"
          ? FailurePage({ frame, reason: "aborted", app: back, continueUrl })
          : CancelledPage({ frame, app: back, continueUrl });
      case "failed":
        return FailurePage({ frame, reason: notice ?? "", app: back, continueUrl });
    }
  }

  async function successOf(session: LinkSessionRow, app: string, continueUrl: string | undefined) {
    const { resultId, consentAt, expiresAt } = session;
    const connection = resultId === null ? undefined : await store.connections.find(resultId);
    const receipts = resultId === null ? [] : await store.linkRecords.receiptsOf(resultId);
    // The page may be opened again for as long as the session lives, and no longer tells the link then.
    const reward =
      expiresAt > clock.now()
        ? ((await link.sealed.open(session)) as Reward | undefined)
        : undefined;
    return {
      app,
      account: connection?.username ?? "your account",
      permissions: JSON.parse(session.permissions) as string[],
      agreedAt: `${new Date(consentAt ?? session.createdAt).toISOString().slice(0, 16).replace("T", " ")} UTC`,
      receiptId: receipts[0]?.id ?? "",
      manageUrl: reward && `${link.publicUrl()}/manage/${reward.manageToken}`,
      continueUrl,
    };
  }

  return {
    consentOf,
    show: async (visit, nonce) => {
      const { session } = visit;
      const consent = await consentOf(session);
      // A proof is between the owner and this server: no app has a part in it.
      const brand = session.purpose === "prove" ? undefined : consent.brand;
      const isEmbed = session.mode === "embed";
      const { origins } = consent.settings;
      const frame: Frame = {
        nonce,
        theme: session.theme,
        isSandbox: session.environment === "sandbox",
        operator: link.operator,
        contact: link.contact,
        brand,
        isFramed: isEmbed,
        script: isEmbed ? embedScript(await embedStateOf(session), origins) : undefined,
      };
      return {
        html: renderPage(await pageOf(visit, frame, consent)),
        hasLogo: brand?.logo !== undefined,
        ancestors: isEmbed ? origins : [],
        connects: await connectsOf(session),
        status: isExpired(session, clock.now()) ? 410 : 200,
      };
    },
  };

  /** The page with a browser in it opens a WebSocket to this server; the others connect to nothing. */
  async function connectsOf(session: LinkSessionRow): Promise<string[]> {
    if (session.step !== "login") return [];
    const driver = driverOf(session, await link.drivers.offeredTo(session));
    return driver?.name === "browser" ? [link.publicUrl().replace(/^http/, "ws")] : [];
  }

  async function embedStateOf(session: LinkSessionRow) {
    const { resultId } = session;
    const row = resultId === null ? undefined : await store.connections.find(resultId);
    return { session, connection: row, isExpired: isExpired(session, clock.now()) };
  }
}

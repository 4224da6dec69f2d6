/** Changes with every change of what owners agree to. */
export const CONSENT_VERSION = "2026-11-24";

/** What owners agree to. Kept at a reading grade of 8 or below; a test measures it. */
export const consentMessages = {
  title: (app: string) => `${app} wants to link your OnlyFans account`,
  cannot: (app: string, isAny: boolean) => [
    "See or keep your password.",
    isAny ? "Go on after you end the link." : "Do things that are not on the list above.",
    `Pass the link on. It works for ${app} alone.`,
  ],
  know: (facts: {
    readonly app: string;
    readonly operator: string | undefined;
    readonly contact: string | undefined;
    readonly host: string;
  }) => [
    (facts.operator === undefined
      ? `This server is ${facts.host}. Those who run it did not give a name. `
      : `${facts.operator} runs this server (${facts.host}). `) +
      (facts.contact === undefined
        ? `Ask ${facts.app} if you need to reach them.`
        : `You can reach them at ${facts.contact}.`),
    "What you send and get passes through this server. The people who run it could read it.",
    "OnlyFans has no open API: it does not offer this link and has no part in it. It may limit an account that uses tools like this one.",
    "You can leave at any time. At the end you get a private link. Use it to see, pause or end what you gave.",
  ],
} as const;

/** What the page with a browser in it says, by how that stands. */
export const screenTexts = {
  starting: "The browser is starting…",
  ready: "The page is ready.",
  "taking-over": "You are signed in. The browser is closed, and your account is being linked…",
  done: "You are signed in.",
  lost: "The connection was lost. Trying again…",
  left: "You left the page that is shown. Click it to go back.",
  moved: "You opened this in another tab. Go on there, or open it here again.",
  busy: "All browsers on this server are in use. Please try again in a minute.",
  unavailable: "There is no browser on this server now. Please choose another way.",
  no_sandbox: "This server cannot run a browser safely. Please choose another way.",
  too_long: "That took too long, so the browser was closed. Nothing was linked.",
  ended: "The browser is closed. Nothing was linked.",
  failed: "The browser has stopped. Nothing was linked.",
} as const;

/** What is said about something that went wrong, by its word. Wrong, unknown and locked read alike. */
export function noticeText(notice: string): string {
  return NOTICES[notice] ?? "Something went wrong. Please try again.";
}

const NOT_ACCEPTED =
  "OnlyFans did not accept this e-mail and password. Check both. If they are right, sign in on the site itself to see what it says about your account.";

const CAPTCHA =
  "OnlyFans wants to see that you are a person and asks for a puzzle (a captcha). This server does not solve those.";
const FACE = "OnlyFans wants to see your face, and only you can show it, on the site itself.";

const NOTICES: Readonly<Record<string, string>> = {
  invalid_credentials: NOT_ACCEPTED,
  account_locked: NOT_ACCEPTED,
  "2fa_failed": "That code did not work.",
  too_many: "There were too many tries. Please wait an hour, then try again.",
  busy: "The step before is still running. Please wait a moment.",
  missing: "Please fill in every field.",
  upstream_unavailable: "OnlyFans did not answer as it should. Please try again in a moment.",
  captcha_required: `${CAPTCHA} Please sign in by a way where you can.`,
  captcha_required_here: `${CAPTCHA} You can, on the OnlyFans page shown here.`,
  face_required: `${FACE} Please sign in by a way where you can.`,
  face_required_here: `${FACE} You can, on the OnlyFans page shown here.`,
  wrong_account:
    "That is another account than the one the app asked to renew. Nothing was changed. Please use the other account.",
  already_linked:
    "This account has a link under another name. The app can renew that one, or you can end it first.",
  session_refused:
    "OnlyFans did not accept this session. Sign in there again in your own browser, then try once more.",
  ticket_used:
    "This page was too old, or had handed over once already. It is fresh now: please click the extension again.",
  other_server: "The extension is another server's. Please install the one from this page.",
  bad_cookie: "The cookies could not be read. Paste them as one line, such as auth_id=1; sess=abc.",
  no_auth_id: "The cookies lack auth_id. Were you signed in where you copied them?",
  no_sess: "The cookies lack sess. Were you signed in where you copied them?",
  no_x_bc: "Please fill in x-bc: the cookies lack fp, which is the same.",
  bad_x_bc: "That is no x-bc: it has 40 letters and digits.",
  other_x_bc: "This x-bc and the cookie fp differ. Copy both from one browser.",
  bad_user_agent: "The user agent could not be read. Copy the whole line.",
  code_sent: "A new code is on its way.",
  code_not_sent: "No new code could be sent now. Use the last one you got.",
};

/** Why a visit ended, by its word: a heading and what to do. */
export function failureText(reason: string): { readonly title: string; readonly text: string } {
  return (
    FAILURES[reason] ?? { title: "This did not work", text: "Please start again from the app." }
  );
}

const FAILURES: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  invalid_credentials: {
    title: "Too many tries",
    text: "OnlyFans did not accept what was typed. Nothing was linked. Start again from the app when you are ready.",
  },
  account_locked: {
    title: "Too many tries",
    text: "OnlyFans did not accept what was typed. Nothing was linked. Start again from the app when you are ready.",
  },
  "2fa_failed": {
    title: "Too many codes",
    text: "None of the codes worked. Nothing was linked. Start again from the app to get a new one.",
  },
  captcha_required: {
    title: "OnlyFans wants to see that you are a person",
    text: "It asks for a puzzle (a captcha) to sign you in. This server does not solve or get around those, so it cannot sign you in here. Nothing was linked, and your password was wiped. Sign in on onlyfans.com yourself, then ask the app for another way to link.",
  },
  face_required: {
    title: "OnlyFans wants to see your face",
    text: "It asks for a face check to sign you in, and only you can do that, on the site itself. Nothing was linked, and your password was wiped.",
  },
  wrong_account: {
    title: "That is another account",
    text: "The app asked to renew a link to one account, and you signed in to another. Nothing was changed, and the session was ended.",
  },
  already_linked: {
    title: "This account is linked already",
    text: "It has a link under another name. The app can renew that one, or you can end it first.",
  },
  invite_used: {
    title: "This invite is used up",
    text: "It links one account, and one was linked already, or whoever sent it took it back. Nothing was linked now. Ask for a new invite if you need one.",
  },
  invite_busy: {
    title: "This was opened too often",
    text: "An invite opens ten pages an hour. Please wait a little, then try again.",
  },
  insecure: {
    title: "This page is not shown",
    text: "This server’s address is not encrypted (https). What you type could be read on the way, so it shows no page. Tell whoever sent you here.",
  },
  session_expired: {
    title: "This page is too old",
    text: "A link page works once, for one hour. Nothing was linked. Start again from the app.",
  },
  aborted: {
    title: "The app has ended this",
    text: "Nothing was linked.",
  },
  opened_elsewhere: {
    title: "This link is open in another browser",
    text: "To keep you safe, a link page stays with the browser that opened it first. Go back there, or start again from the app.",
  },
  unknown: {
    title: "There is nothing here",
    text: "This link does not exist, or is no longer of use. Start again from the app.",
  },
  forbidden: {
    title: "This request was not made on the page",
    text: "It was refused to keep you safe. Go back to the page and try again.",
  },
  gateway: {
    title: "Something went wrong here",
    text: "That was not your fault. Please try again in a moment.",
  },
};

/** What owners' acts on record read like in the portal, by the act's name. */
export function actText(action: string): string {
  return ACTS[action] ?? action;
}

const ACTS: Readonly<Record<string, string>> = {
  "link.complete": "You linked the account",
  "portal.pause": "You paused it",
  "portal.resume": "You resumed it",
  "portal.narrow": "You cut down what an app may do",
  "portal.pause_app": "You paused an app",
  "portal.resume_app": "You resumed an app",
  "portal.remove_app": "You took an app’s access away",
  "portal.widen": "You allowed an app more",
  "portal.export": "You downloaded what is kept",
  "portal.prove": "You showed that the account is yours",
  "portal.revoke": "You ended it",
  "connection.import": "The app handed in a session",
  "connection.renew": "The app handed in a newer session",
  "connection.pause": "The operator paused it",
  "connection.resume": "The operator resumed it",
  "connection.invalidate": "The app signed it out",
};

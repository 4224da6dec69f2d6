/** What an upstream answer means for the session, the rules, the egress or the caller. */
export type Kind =
  | "ok"
  | "stale-rules"
  | "session-dead"
  | "wrong-user"
  | "second-factor"
  | "captcha"
  | "face-check"
  | "not-found"
  | "rate-limited"
  | "blocked"
  | "maintenance"
  | "html"
  | "server-error"
  | "caller-fault";

/** An upstream answer understood. */
export interface Classification {
  readonly kind: Kind;
  readonly status: number;
  /** `error.code` of the body, where there is one. */
  readonly code: number | undefined;
  /** `error.message` of the body, cut to 200 characters. */
  readonly message: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** What time it was for the upstream (ms). */
  readonly dateMs: number | undefined;
}

/** An answer's header fields by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Understands an answer by its body before its status, because the upstream says the same thing
 * under several statuses and its edge answers in HTML. The first bytes of the decoded body are enough.
 */
export function classify(status: number, headers: AnswerHeaders, body: Buffer): Classification {
  const answer = read(status, String(headers["content-type"] ?? ""), body);
  const kind = signals.find(([, matches]) => matches(answer))?.[0] ?? "ok";
  const dateMs = Date.parse(String(headers["date"] ?? ""));
  return {
    kind,
    status,
    code: answer.code,
    message: answer.message?.slice(0, 200),
    retryAfterSeconds: retryAfterIn(headers),
    dateMs: Number.isNaN(dateMs) ? undefined : dateMs,
  };
}

/** For how many seconds an answer asks to be left alone, where it does; a time counts from the answer's own (RFC 9110 §10.2.3). */
export function retryAfterIn(headers: AnswerHeaders): number | undefined {
  const text = String(headers["retry-after"] ?? "").trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const seconds = Math.ceil((Date.parse(text) - Date.parse(String(headers["date"] ?? ""))) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}

interface Answer {
  readonly status: number;
  readonly isHtml: boolean;
  /** The beginning of the body in lower case. */
  readonly text: string;
  readonly code: number | undefined;
  readonly message: string | undefined;
}

type Signal = readonly [kind: Kind, matches: (answer: Answer) => boolean];

const says = (answer: Answer, phrase: RegExp): boolean => phrase.test(answer.message ?? "");
const refuses = ({ status }: Answer): boolean => status >= 400 && status < 500;

/** In order; the first that matches decides. */
const signals: readonly Signal[] = [
  ["maintenance", (a) => a.status === 503 && a.text.includes("maintenance")],
  ["blocked", (a) => a.isHtml && (a.status === 403 || a.status === 429 || isBlockPage(a))],
  ["server-error", (a) => a.isHtml && a.status >= 500],
  ["html", (a) => a.isHtml],
  [
    "stale-rules",
    (a) =>
      // Both statuses are seen. It must be exactly this, for it alone proves that nothing was executed.
      (a.status === 400 || a.status === 401) &&
      (a.code ?? 401) === 401 &&
      says(a, /^please refresh the page/i),
  ],
  ["wrong-user", (a) => refuses(a) && isWrongUser(a)],
  ["session-dead", (a) => refuses(a) && says(a, /^access denied/i)],
  ["second-factor", (a) => refuses(a) && a.code === 101],
  ["captcha", (a) => refuses(a) && a.code === 102],
  ["face-check", (a) => refuses(a) && a.code === 105],
  ["rate-limited", (a) => a.status === 429],
  ["not-found", (a) => a.status === 404 || a.status === 410],
  ["not-found", (a) => refuses(a) && a.code === 0 && says(a, /not found/i)],
  ["server-error", (a) => a.status >= 500 || (refuses(a) && says(a, /^something went wrong/i))],
  ["caller-fault", refuses],
];

/** Whether an error's code or message says that the session's credentials do not belong together. */
export function isWrongUser({
  code,
  message = "",
}: {
  readonly code?: number | undefined;
  readonly message?: string | undefined;
}): boolean {
  return code === 301 || /^wrong user/i.test(message);
}

/**
 * Whether the edge speaks of the caller. Its pages about the server behind it, which may have done what
 * it was asked, have the same mark, but for these words.
 */
function isBlockPage({ status, text }: Answer): boolean {
  return blockWords.test(text) || (status < 500 && text.includes("cf-error-details"));
}

const blockWords = /you have been blocked|just a moment|banned you temporarily|attention required/;

const beginningBytes = 16_384;

function read(status: number, contentType: string, body: Buffer): Answer {
  if (status < 400 && !contentType.startsWith("text/html"))
    return { status, isHtml: false, text: "", code: undefined, message: undefined };
  const beginning = body.toString("utf8", 0, beginningBytes).trimStart();
  const isHtml = contentType.startsWith("text/html") || beginning.startsWith("<");
  const error = isHtml ? {} : errorIn(body);
  return {
    status,
    isHtml,
    text: beginning.toLowerCase(),
    code: error.code,
    message: error.message,
  };
}

function errorIn(body: Buffer): { readonly code?: number; readonly message?: string } {
  try {
    const { error } = JSON.parse(body.toString("utf8")) as { error?: unknown };
    if (typeof error === "string") return { message: error };
    const { code, message } = error as { code?: unknown; message?: unknown };
    return {
      ...(Number.isInteger(Number(code ?? NaN)) && { code: Number(code) }),
      ...(typeof message === "string" && { message }),
    };
  } catch {
    return {};
  }
}

import type { Observation } from "./probe.ts";

/** Says what is wrong with an observation, or nothing. */
type Check = (seen: Observation) => string | undefined;

/** What is wrong with the outcome of a probe, in a sentence; `undefined` if it is as wanted. */
export function findFault(seen: Observation): string | undefined {
  const check = CHECKS[seen.probe.want] ?? numbered(seen.probe.want);
  return neverEvil(seen) ?? neverCredentials(seen) ?? checkAnswers(seen) ?? check(seen);
}

/** Refused for its head or framing; a refusal for any other reason says nothing about either. */
export const isRefused: Check = (seen) => {
  const status = seen.answers.at(-1)?.status ?? 0;
  if (seen.requests.length > 0) return `the origin read ${describe(seen)}`;
  if (status < 400) return `it was not refused but answered ${status}`;
  if ([401, 403, 404, 429, 502, 503, 504].includes(status)) {
    return `it was refused with ${status}, not for its head or framing`;
  }
  return seen.ending === "open" ? `the connection stays open after ${status}` : undefined;
};

/** Answered with an error of the request's own; whether the connection goes on is left open. */
const isDeclined: Check = ({ answers, requests }) => {
  const status = answers.at(-1)?.status ?? 0;
  if (requests.length > 0) return `the origin read ${requests.length} requests`;
  return status >= 400 && ![401, 403, 404, 429].includes(status) && status < 500
    ? undefined
    : `it was not refused for what it is but answered ${status}`;
};

const isAccepted =
  (bodyBytes?: number): Check =>
  (seen) => {
    const [request, ...more] = seen.requests;
    if (!request || more.length > 0) return `the origin read ${describe(seen)}`;
    const status = seen.answers[0]?.status ?? 0;
    if (status !== 200) return `the client got ${status}`;
    if (bodyBytes === undefined || request.body.length === bodyBytes) return undefined;
    return `the origin read a body of ${request.body.length} bytes`;
  };

const either =
  (first: Check, second: Check): Check =>
  (seen) => {
    const faults = [first(seen), second(seen)];
    return faults.includes(undefined) ? undefined : faults.join(", and ");
  };

const both =
  (first: Check, second: Check): Check =>
  (seen) =>
    first(seen) ?? second(seen);

const accepted = isAccepted();

const thenClosed: Check = (seen) => {
  if (seen.requests.length > 1) return `the origin read ${describe(seen)}`;
  return seen.ending === "open" ? "the connection stays open" : undefined;
};

const atMost =
  (count: number): Check =>
  ({ requests }) =>
    requests.length > count ? `the origin read ${requests.length} requests` : undefined;

/** Field names or values that must not come out at the origin. */
const withholds =
  (...patterns: RegExp[]): Check =>
  ({ upstreamBytes }) => {
    const text = upstreamBytes.map((bytes) => bytes.toString("latin1")).join("");
    const found = patterns.find((pattern) => pattern.test(text));
    return found && `the origin got ${String(found)}`;
  };

const withoutUpgrade = withholds(/^upgrade:/im, /^http2-settings:/im, /^connection:.*upgrade/im);
const noTrailers = withholds(/evil/, /^content-length: 9/im);
const ownHost: Check = withholds(/^host: evil\.test/im);

const nothingForwarded: Check = ({ requests }) =>
  requests.length > 0 ? `the origin read ${requests.length} requests` : undefined;

const CHECKS: Readonly<Record<string, Check>> = {
  reject: isRefused,
  "reject-no-crash": isRefused,
  accept: accepted,
  "accept-safe": either(isDeclined, accepted),
  "reject-or-1.1": either(isRefused, accepted),
  "len0-then-400": thenClosed,
  "accept0-then-400": thenClosed,
  "first-then-400": thenClosed,
  "accept0-no-merge": both(either(isRefused, isAccepted(0)), noTrailers),
  "accept5-no-merge": both(either(isRefused, isAccepted(5)), noTrailers),
  strip: both(
    accepted,
    withholds(/^(authorization|x-a):/im, /6\.6\.6\.6/, /^x-forwarded-host: evil/im),
  ),
  "strip-or-reject": both(either(isDeclined, accepted), withoutUpgrade),
  "no-upgrade-fwd": both(either(isDeclined, accepted), withoutUpgrade),
  "no-tunnel": both(atMost(1), withholds(/^upgrade:/im, /GET \/evil/)),
  policy: nothingForwarded,
  "policy-normal": either(isDeclined, accepted),
  "policy-inert": either(isDeclined, accepted),
  "host-from-target": both(either(isDeclined, accepted), ownHost),
  "same-upstream": both(either(isDeclined, accepted), ownHost),
  "one-upstream-req": either(isDeclined, isAccepted(31)),
  "inject-still-done": both(isAccepted(5), ({ sent, requests }) =>
    /^apikey:/m.test(sent) && !requests[0]?.headers["sign"] ? "nothing was injected" : undefined,
  ),
  "two-in-order": ({ answers, requests }) => {
    const order = requests.map(({ target }) => target.replace(/^.*\//, "/")).join();
    if (order !== "/p,/2") return `the origin read ${order}`;
    return answers.map(({ status }) => status).join() === "200,200"
      ? undefined
      : "an answer failed";
  },
  "400-then-close": isRefused,
  "one-only": atMost(1),
  "no-evil": atMost(2),
  "no-1xx": ({ interim }) => (interim.length > 0 ? "the client got an interim answer" : undefined),
  "417": both(nothingForwarded, ({ answers }) =>
    answers[0]?.status === 417 ? undefined : `the client got ${answers[0]?.status ?? "nothing"}`,
  ),
  wait: nothingForwarded,
};

function numbered(want: string): Check {
  const bytes = /^(?:accept|len|reject-or-)(\d+)$/.exec(want)?.[1];
  if (bytes === undefined) throw new Error(`No check for the outcome "${want}"`);
  const check = isAccepted(Number(bytes));
  return want.startsWith("reject") ? either(isRefused, check) : check;
}

const neverEvil: Check = ({ requests }) =>
  requests.some(({ target }) => target.endsWith("/evil")) ? "the origin ran /evil" : undefined;

const neverCredentials: Check = withholds(/^(apikey|x-api-key|x-connection-id|x_api_key):/im);

const checkAnswers: Check = ({ answers, probe: { want } }) => {
  const most = want === "two-in-order" || want === "no-evil" || want.endsWith("-then-400") ? 2 : 1;
  return answers.length > most ? `the client got ${answers.length} answers` : undefined;
};

function describe({ requests }: Observation): string {
  return requests.map(({ method, target }) => `${method} ${target}`).join(", ") || "no request";
}

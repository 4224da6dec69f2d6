import { createRandom, LOWER } from "../random.ts";
import type { SandboxAccount } from "./accounts.ts";
import type { AccountName } from "../account-names.ts";
import { parseCookies } from "./cookies.ts";
import type { FactorState } from "./scenarios.ts";

/** One session as the upstream keeps it, found by its `sess` cookie. */
export interface UpstreamSession {
  readonly sess: string;
  /** The user signed in, or `0` for a guest. */
  readonly userId: number;
  readonly xBc: string;
  readonly userAgent: string;
  state: "alive" | "challenged" | "dead";
  /** How many calls it has left, if they are counted. */
  callsLeft: number;
  /** The token of its last short-lived cookies. */
  csrf: string;
  /** From when on the next answer brings new short-lived cookies (ms). */
  freshCookiesFrom: number;
  /** The account whose password was right and whose second factor is still missing. */
  awaitsCodeOf: AccountName | undefined;
  /** How that factor stands. */
  factor: FactorState | undefined;
}

/** All sessions: those of the accounts, and those opened by signing in. */
export interface Sessions {
  readonly find: (sess: string | undefined) => UpstreamSession | undefined;
  readonly open: (userId: number, xBc: string, userAgent: string) => UpstreamSession;
  readonly ofUser: (userId: number) => readonly UpstreamSession[];
  /** Brings the accounts' own sessions back, as they were at the start. */
  readonly restore: (name: AccountName) => void;
}

/** Oldest sessions are forgotten beyond this, and then count as dead. */
const MAX_SESSIONS = 5_000;

/** The sessions of a seed; ids of later ones are the same when sign-ins come in the same order. */
export function createSessions(
  seed: string,
  accounts: Readonly<Record<AccountName, SandboxAccount>>,
): Sessions {
  const random = createRandom(seed, "sessions");
  const own = new Map<string, UpstreamSession>();
  const opened = new Map<string, UpstreamSession>();

  const restore = (name: AccountName): void => {
    const { cookie, userId, xBc, userAgent } = accounts[name];
    const sess = parseCookies(cookie).get("sess") ?? "";
    own.set(sess, createSession(sess, Number(userId), xBc, userAgent));
  };
  for (const name of Object.keys(accounts) as AccountName[]) restore(name);

  return {
    find: (sess) => (sess === undefined ? undefined : (own.get(sess) ?? opened.get(sess))),
    open: (userId, xBc, userAgent) => {
      const session = createSession(random.text(26, LOWER), userId, xBc, userAgent);
      opened.set(session.sess, session);
      const [oldest] = opened.keys();
      if (opened.size > MAX_SESSIONS && oldest !== undefined) opened.delete(oldest);
      return session;
    },
    ofUser: (userId) =>
      [...own.values(), ...opened.values()].filter((session) => session.userId === userId),
    restore,
  };
}

function createSession(
  sess: string,
  userId: number,
  xBc: string,
  userAgent: string,
): UpstreamSession {
  return {
    sess,
    userId,
    xBc,
    userAgent,
    state: "alive",
    callsLeft: Infinity,
    csrf: "",
    freshCookiesFrom: 0,
    awaitsCodeOf: undefined,
    factor: undefined,
  };
}

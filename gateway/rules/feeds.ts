import type { Clock, Timer } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import { openEnvelope } from "./envelope.ts";
import { checkFeed, feedName, fetchFeed, type Feed, type Validators } from "./fetch-feed.ts";
import { RulesProblem, type Problem } from "./problem.ts";

/** Who takes what the feeds publish. */
export interface FeedReader {
  readonly rules: (environment: EnvironmentName, source: string, text: string) => Promise<unknown>;
  readonly failed: (environment: EnvironmentName, source: string, problem: Problem) => void;
}

/** Feeds being asked at their intervals. */
export interface Feeds {
  /** Asks all feeds of an environment now; calls at the same time share one request made after them. */
  readonly refresh: (environment: EnvironmentName) => Promise<void>;
  /** How each feed of an environment fares, in the order of the configuration. */
  readonly standings: (environment: EnvironmentName) => readonly FeedStanding[];
  readonly close: () => Promise<void>;
}

/** How a feed fares. What it publishes may still be refused; that is a rejection. */
export interface FeedStanding {
  /** The feed without query and credentials. */
  readonly source: string;
  /** When it last answered (ms), also that nothing has changed. */
  readonly answeredAt: number | undefined;
  /** Failures since then. */
  readonly failures: number;
  /** Why it failed last, if it did since then. */
  readonly problem: string | undefined;
}

interface Polled {
  readonly standing: () => FeedStanding;
  readonly ask: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const INTERVAL_MS = 10 * 60_000;
const MAX_BACKOFF_MS = 60 * 60_000;

/** Starts asking: each feed at once, then at its interval with jitter, more rarely while it fails. */
export function startFeeds(
  feeds: Readonly<Partial<Record<EnvironmentName, readonly Feed[]>>>,
  reader: FeedReader,
  clock: Clock,
): Feeds {
  const closing = new AbortController();
  const polled = new Map<string, readonly Polled[]>();
  for (const [name, list] of Object.entries(feeds)) {
    const environment = name as EnvironmentName;
    const started = list.map((feed) => startFeed(environment, feed, reader, clock, closing.signal));
    polled.set(environment, started);
  }
  return {
    refresh: async (environment) => {
      await Promise.all((polled.get(environment) ?? []).map((feed) => feed.ask()));
    },
    standings: (environment) => (polled.get(environment) ?? []).map(({ standing }) => standing()),
    close: async () => {
      closing.abort();
      await Promise.all([...polled.values()].flat().map((feed) => feed.stop()));
    },
  };
}

function startFeed(
  environment: EnvironmentName,
  feed: Feed,
  reader: FeedReader,
  clock: Clock,
  closing: AbortSignal,
): Polled {
  const source = feedName(feed);
  const unusable = checkFeed(feed);
  let validators: Validators = {};
  let failures = 0;
  let answeredAt: number | undefined;
  let lastProblem = unusable;
  let timer: Timer | undefined;
  let running: Promise<void> | undefined;
  let following: Promise<void> | undefined;

  const askOnce = async (): Promise<void> => {
    if (unusable !== undefined) {
      reader.failed(environment, source, unusable);
      return;
    }
    try {
      const fetched = await fetchFeed(feed, validators, clock, closing);
      if (fetched.text !== undefined) {
        const { signedBy } = feed;
        const text = signedBy === undefined ? fetched.text : openEnvelope(fetched.text, signedBy);
        await reader.rules(environment, source, text);
      }
      validators = fetched.validators;
      failures = 0;
      answeredAt = clock.now();
      lastProblem = undefined;
    } catch (thrown) {
      if (closing.aborted) return;
      failures++;
      lastProblem =
        thrown instanceof RulesProblem ? thrown : { place: "", reason: "the feed cannot be read" };
      reader.failed(environment, source, lastProblem);
    }
    schedule();
  };
  const ask = (): Promise<void> => {
    if (closing.aborted) return Promise.resolve();
    if (running === undefined) {
      running = askOnce().finally(() => {
        running = undefined;
      });
      return running;
    }
    // What is under way may have been answered before the caller had reason to ask.
    following ??= running.then(() => {
      following = undefined;
      return ask();
    });
    return following;
  };
  const schedule = (): void => {
    clock.clearTimeout(timer);
    if (closing.aborted) return;
    timer = clock.setTimeout(() => void ask(), waitMs(feed, failures, clock));
    timer.unref();
  };

  void ask();
  return {
    ask,
    standing: () => ({ source, answeredAt, failures, problem: lastProblem?.reason }),
    stop: async () => {
      clock.clearTimeout(timer);
      await (following ?? running);
    },
  };
}

/** The interval, doubled per failure up to an hour, and ±10 % so that gateways do not ask in step. */
function waitMs({ intervalMs = INTERVAL_MS }: Feed, failures: number, clock: Clock): number {
  const backedOff = Math.min(intervalMs * 2 ** Math.min(failures, 16), MAX_BACKOFF_MS);
  const jitter = 0.9 + clock.randomBytes(1).readUInt8() / 1275;
  return Math.max(intervalMs, backedOff) * jitter;
}

import { createRandom, HEX, MIXED } from "../random.ts";
import type { BuildConstants } from "./signatures.ts";

/** One build's rules as a public feed would publish them. */
export interface PublishedRules extends BuildConstants {
  readonly prefix: string;
  readonly suffix: string;
  readonly format: string;
  readonly app_token: string;
  /** `YYYYMMDDHHMM-<10 hex>`: also the value of the `x-of-rev` header. */
  readonly revision: string;
}

/** The builds of the pretend web client: which one is the newest, which one the feed shows, which are still taken. */
export interface Builds {
  readonly newest: () => PublishedRules;
  readonly published: () => PublishedRules;
  /** The build a signature claims to be of, if signatures of it are taken now. */
  readonly accepted: (start: string, end: string, now: number) => PublishedRules | undefined;
  /** Makes a newer build. The feed follows unless `publish` is false; older builds are refused after `graceMs`. */
  readonly rotate: (
    now: number,
    options: { readonly publish: boolean; readonly graceMs: number },
  ) => PublishedRules;
  /** Lets the feed catch up with the newest build. */
  readonly publish: () => PublishedRules;
}

/** The token of every public document since 2021. */
const APP_TOKEN = "33d57ade8c02dbc5a333db99ff9ae26a";
const FIRST_START = 70_000;
/** A build is out about a minute after it is made, so a new one is never dated in the future. */
const BUILD_AGE_SECONDS = 60;
const MAX_RETIRING = 16;

/** Builds that only ever go forward, also over a restart at a later time. */
export function createBuilds(seed: string, now: number): Builds {
  let newest = createRules(seed, FIRST_START, Math.floor(now / 1000) - BUILD_AGE_SECONDS);
  let published = newest;
  let retiring: { readonly rules: PublishedRules; readonly refusedFrom: number }[] = [];

  return {
    newest: () => newest,
    published: () => published,
    accepted: (start, end, at) => {
      if (newest.start === start && newest.end === end) return newest;
      return retiring.find(
        ({ rules, refusedFrom }) => rules.start === start && rules.end === end && at < refusedFrom,
      )?.rules;
    },
    rotate: (at, { publish, graceMs }) => {
      retiring = [{ rules: newest, refusedFrom: at + graceMs }, ...retiring].slice(0, MAX_RETIRING);
      const endSeconds = Math.max(
        Number.parseInt(newest.end, 16) + 1,
        Math.floor(at / 1000) - BUILD_AGE_SECONDS,
      );
      newest = createRules(seed, Number(newest.start) + 1, endSeconds);
      if (publish) published = newest;
      return newest;
    },
    publish: () => (published = newest),
  };
}

function createRules(seed: string, counter: number, endSeconds: number): PublishedRules {
  const start = String(counter);
  const end = endSeconds.toString(16).padStart(8, "0");
  const random = createRandom(seed, `build ${start}:${end}`);
  return {
    start,
    end,
    prefix: start,
    suffix: end,
    format: `${start}:{}:{:x}:${end}`,
    static_param: random.text(32, MIXED),
    checksum_indexes: Array.from({ length: 32 }, () => random.int(0, 39)),
    checksum_constant: random.int(-900, 900),
    app_token: APP_TOKEN,
    revision: `${minuteOf(endSeconds)}-${random.text(10, HEX)}`,
  };
}

function minuteOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\D/g, "").slice(0, 12);
}

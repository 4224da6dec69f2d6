import { createHmac, timingSafeEqual } from "node:crypto";
import { splitTarget } from "../target.ts";

/** Makes and checks the addresses of files. */
export interface Links {
  readonly origin: string;
  /** An address that works until it expires, for whoever has it. */
  readonly signed: (path: string, userId: number, now: number) => string;
  /** An address that always works. */
  readonly open: (path: string) => string;
  readonly check: (target: string, now: number) => "valid" | "expired" | "forged";
}

const HOUR_MS = 3_600_000;
const KEY_PAIR_ID = "KSANDBOX00000";

/** Links of a seed: addresses signed before a restart stay good after it, if the origin is the same. */
export function createLinks(seed: string, origin: string): Links {
  const sign = (text: string): string =>
    urlSafe(createHmac("sha256", `${seed}\nfiles`).update(text).digest("base64"));

  return {
    origin,
    open: (path) => origin + path,
    signed: (path, userId, now) => {
      // Rounded to the hour, so that one file keeps one address for a while.
      const expires = Math.floor(now / HOUR_MS + 2) * (HOUR_MS / 1000);
      const policy = urlSafe(
        Buffer.from(
          JSON.stringify({
            Statement: [
              {
                Resource: origin + path,
                Condition: { DateLessThan: { "AWS:EpochTime": expires } },
              },
            ],
          }),
        ).toString("base64"),
      );
      return `${origin}${path}?Tag=2&u=${userId}&Policy=${policy}&Signature=${sign(path + policy)}&Key-Pair-Id=${KEY_PAIR_ID}`;
    },
    check: (target, now) => {
      const [path, query] = splitTarget(target);
      const parameters = new URLSearchParams(query);
      const policy = parameters.get("Policy") ?? "";
      if (!isEqual(parameters.get("Signature") ?? "", sign(path + policy))) return "forged";
      const expires = expiryOf(policy);
      return expires !== undefined && now < expires * 1000 ? "valid" : "expired";
    },
  };
}

/** The characters CloudFront puts in place of those that have a meaning in a query. */
function urlSafe(base64: string): string {
  return base64.replaceAll("+", "-").replaceAll("=", "_").replaceAll("/", "~");
}

function expiryOf(policy: string): number | undefined {
  const base64 = policy.replaceAll("-", "+").replaceAll("_", "=").replaceAll("~", "/");
  const [, expires] = /"AWS:EpochTime":(\d+)/.exec(Buffer.from(base64, "base64").toString()) ?? [];
  return expires === undefined ? undefined : Number(expires);
}

function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

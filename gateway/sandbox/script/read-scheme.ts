import type { Scheme } from "../signing/verify.ts";
import * as read from "./read.ts";

const SCHEMES = ["onlyfans", "hmac-sha256", "hmac-sha512"] as const;

/**
 * The scheme a script asks for: `{scheme: "onlyfans"}`, or a keyed hash as
 * `{scheme, secret, message, signHeader?, timeHeader?, separator?, prefix?, encoding?}`, where
 * `message` lists `method`, `path`, `time`, `userId`, `userAgent`, `xBc` or fixed texts.
 * @throws Refusal if a field is wrong.
 */
export function readScheme(body: Readonly<Record<string, unknown>>): Scheme {
  const scheme = read.oneOf(body, "scheme", SCHEMES);
  if (scheme === "onlyfans") return scheme;
  return {
    algorithm: scheme === "hmac-sha256" ? "sha256" : "sha512",
    secret: read.text(body, "secret"),
    message: read.texts(body, "message"),
    signHeader: read.text(body, "signHeader", "sign").toLowerCase(),
    timeHeader: read.text(body, "timeHeader", "time").toLowerCase(),
    separator: read.text(body, "separator", "\n"),
    prefix: read.text(body, "prefix", ""),
    encoding: read.oneOf(body, "encoding", ["hex", "base64"], "hex"),
  };
}

import { createHmac, hash } from "node:crypto";

/** What a signature is computed from, as it arrived. */
export interface SignedHead {
  readonly method: string;
  /** The raw request target. */
  readonly target: string;
  readonly time: string;
  readonly userId: string;
  readonly userAgent: string;
  readonly xBc: string;
}

/** The constants of one build, in the names public rule feeds use. */
export interface BuildConstants {
  readonly start: string;
  readonly end: string;
  readonly static_param: string;
  readonly checksum_indexes: readonly number[];
  readonly checksum_constant: number;
}

/** A keyed-hash scheme: which parts are hashed in which order, and where the result travels. */
export interface HmacScheme {
  readonly algorithm: "sha256" | "sha512";
  readonly secret: string;
  readonly signHeader: string;
  readonly timeHeader: string;
  /** Names of `SignedHead`, or any other text, which stands for itself. */
  readonly message: readonly string[];
  readonly separator: string;
  readonly prefix: string;
  readonly encoding: "hex" | "base64";
}

/** The `sign` header the web client of that build would send for this head. */
export function webSignature(build: BuildConstants, head: SignedHead): string {
  const message = [build.static_param, head.time, head.target, head.userId].join("\n");
  // latin1 gives back the very bytes of the request line, whatever they were.
  const digest = hash("sha1", Buffer.from(message, "latin1"), "hex");
  let sum = build.checksum_constant;
  for (const index of build.checksum_indexes) sum += digest.charCodeAt(index);
  return `${build.start}:${digest}:${Math.abs(sum).toString(16)}:${build.end}`;
}

/** The signature header a client of a keyed-hash scheme would send for this head. */
export function hmacSignature(scheme: HmacScheme, head: SignedHead): string {
  const message = scheme.message.map((part) => partOf(head, part)).join(scheme.separator);
  const mac = createHmac(scheme.algorithm, scheme.secret).update(Buffer.from(message, "latin1"));
  return scheme.prefix + mac.digest(scheme.encoding);
}

function partOf(head: SignedHead, part: string): string {
  switch (part) {
    case "method":
    case "time":
    case "userId":
    case "userAgent":
    case "xBc":
      return head[part];
    case "path":
      return head.target;
    default:
      return part;
  }
}

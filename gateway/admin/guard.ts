import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";

const maxFailures = 10;
const windowMs = 60_000;
const maxAddresses = 1_000;

/** What the guard looks at in a request. */
export interface GuardedRequest {
  readonly remoteAddress: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly authorization: string | undefined;
}

/** Lets only the holder of a token through. */
export interface TokenGuard {
  /** @throws GatewayError `UNAUTHORIZED`, or `RATE_LIMIT_EXCEEDED` for an address that failed ten times within a minute. */
  readonly assertToken: (request: GuardedRequest) => void;
  /** @throws GatewayError `FORBIDDEN` for a browser's cross-origin request, or one that was led here by a foreign name. */
  readonly assertLocal: (request: GuardedRequest) => void;
}

/** Guards routes by a bearer token, compared in constant time; guesses are slowed per address. */
export function createTokenGuard(options: {
  readonly token: string;
  /** The name the listener is configured with; addresses and `localhost` are always known. */
  readonly host: string;
  readonly clock: Clock;
  readonly log: Log;
}): TokenGuard {
  const { clock, log } = options;
  const expected = digest(options.token);
  const knownHosts = new Set(["localhost", options.host.toLowerCase()]);
  const failures = new Map<string, { count: number; readonly sinceMs: number }>();

  function assertToken({ remoteAddress, authorization }: GuardedRequest): void {
    const nowMs = clock.elapsed();
    let failed = failures.get(remoteAddress);
    if (failed !== undefined && nowMs - failed.sinceMs >= windowMs) failed = undefined;
    if (failed !== undefined && failed.count >= maxFailures) {
      const retryAfterSeconds = Math.ceil((failed.sinceMs + windowMs - nowMs) / 1000);
      throw new GatewayError("RATE_LIMIT_EXCEEDED", "Too many wrong tokens from this address.", {
        retryAfterSeconds,
      });
    }
    const presented = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
    if (presented !== undefined && timingSafeEqual(digest(presented), expected)) {
      failures.delete(remoteAddress);
      return;
    }
    failed ??= { count: 0, sinceMs: nowMs };
    failed.count++;
    remember(remoteAddress, failed);
    log.warn({ remoteAddress, failures: failed.count }, "a wrong admin or metrics token was sent");
    throw new GatewayError("UNAUTHORIZED", "This needs the token as `Authorization: Bearer`.", {
      nextActions: ["Send the token of this listener as `Authorization: Bearer`."],
    });
  }

  function remember(remoteAddress: string, failed: { count: number; readonly sinceMs: number }) {
    failures.delete(remoteAddress);
    failures.set(remoteAddress, failed);
    const [oldest] = failures.keys();
    if (failures.size > maxAddresses && oldest !== undefined) failures.delete(oldest);
  }

  function assertLocal({ host, origin }: GuardedRequest): void {
    if (origin !== undefined)
      throw new GatewayError("FORBIDDEN", "The admin API is not for web pages.");
    // A page can point a name of its own at this address, but cannot make the browser send another Host.
    const name = hostname(host ?? "");
    if (isIP(name) === 0 && !knownHosts.has(name))
      throw new GatewayError("FORBIDDEN", "The admin API is not known under this host name.");
  }

  return { assertToken, assertLocal };
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function hostname(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host) ?? [];
  return (bracketed ?? plain ?? "").toLowerCase();
}

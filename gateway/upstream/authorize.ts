import type { Attempt, Headers, SignatureRequest } from "../chain/exchange.ts";
import type { Clock } from "../clock.ts";
import type { Connections, Session } from "../connections/connection.ts";
import type { Environment, Environments } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import { isLoopbackHost } from "../loopback.ts";
import { webRevision } from "./web-revision.ts";
import { freshHash } from "./x-hash.ts";
import type { ActiveRules, Rules, Signed } from "../rules/rules.ts";

/** Attaches a connection's session to an attempt's head, and signs it; without a promise where nothing waits. */
export type Authorize = (attempt: Attempt) => void | Promise<void>;

/**
 * The one place that reads a session's secret. An attempt that asks for no signature stays as it is.
 * Otherwise the destination is checked against its environment first, here and nowhere else, so that
 * no route can forget it; then the head is completed for exactly the path that goes on the wire. A
 * later attempt's values replace those of the one before.
 * @throws GatewayError `INTERNAL_ERROR` naming a destination the session must not go to;
 * `RULES_OUTDATED` if the rules asked for are gone; what `connections.session` throws.
 */
export function createAuthorize(services: {
  readonly environments: Environments;
  readonly rules: Pick<Rules, "get">;
  readonly connections: Pick<Connections, "session">;
  readonly clock: Clock;
}): Authorize {
  const { environments, rules, connections, clock } = services;
  const knownBuilds = new WeakSet<ActiveRules>();
  const signedNames = new Set<string>();
  const worlds = new Map<string, World>(
    Object.values(environments).map((environment) => [
      environment.name,
      { environment, permittedOrigins: permitted(environment) },
    ]),
  );

  function attach(
    attempt: Attempt,
    environment: Environment,
    build: ActiveRules,
    session: Session,
  ): void {
    if (session.environment !== environment.name)
      throw new GatewayError("INTERNAL_ERROR", "The session belongs to another environment.");
    const { headers, method, path } = attempt.request;
    if (attempt.number > 1) for (const name of signedNames) delete headers[name];
    const nowMs = clock.now();
    setBrowserFields(headers, method, environment.origin, session, nowMs);
    setOrRemove(headers, "x-of-rev", webRevision(build.params));
    const signed = build.sign({
      time: String(nowMs),
      method,
      path,
      userId: session.upstreamUserId,
      session: { userAgent: session.userAgent, xBc: session.xBc },
    });
    for (const name of signed.remove) if (name in headers) delete headers[name];
    Object.assign(headers, signed.set);
    if (!knownBuilds.has(build)) learnNames(build, signed);
  }

  // A build sets the same fields each time. A map from each head to its fields would cost more than signing does.
  function learnNames(build: ActiveRules, signed: Signed): void {
    knownBuilds.add(build);
    for (const name in signed.set) signedNames.add(name);
  }

  return (attempt) => {
    const { signature } = attempt;
    if (signature === undefined) return undefined;
    const environment = destinationOf(attempt, signature);
    const build = rules.get(environment.name, signature.revision);
    if (build === undefined)
      throw new GatewayError("RULES_OUTDATED", `The rules ${signature.revision} are gone.`);
    const session = connections.session(signature.connectionId);
    if (session instanceof Promise)
      return session.then((loaded) => attach(attempt, environment, build, loaded));
    attach(attempt, environment, build, session);
    return undefined;
  };

  function destinationOf({ request, egress }: Attempt, signature: SignatureRequest): Environment {
    const world = worlds.get(signature.environment);
    if (world === undefined)
      throw new GatewayError(
        "INTERNAL_ERROR",
        `The environment "${signature.environment}" is switched off.`,
      );
    if (!world.permittedOrigins.has(request.origin))
      throw new GatewayError(
        "INTERNAL_ERROR",
        `A session of "${signature.environment}" must not be sent to ${request.origin}: it is not among the allowed https origins.`,
      );
    if (!request.path.startsWith("/"))
      throw new GatewayError("INTERNAL_ERROR", "The upstream path does not begin with a slash.");
    if (egress === undefined)
      throw new GatewayError(
        "INTERNAL_ERROR",
        "No outbound proxy was chosen, and a session never leaves by accident: add `proxy-pool` to the chain.",
      );
    return world.environment;
  }
}

interface World {
  readonly environment: Environment;
  readonly permittedOrigins: ReadonlySet<string>;
}

/** Secrets go out in clear only to this machine, where the sandbox runs. */
function permitted({ origin, allowedOrigins }: Environment): ReadonlySet<string> {
  return new Set([origin, ...allowedOrigins].filter((candidate) => isPrivate(new URL(candidate))));
}

function isPrivate({ protocol, hostname }: URL): boolean {
  if (protocol === "https:") return true;
  return protocol === "http:" && isLoopbackHost(hostname);
}

/** What the browser that made the session sends of its own accord. */
function setBrowserFields(
  headers: Headers,
  method: string,
  origin: string,
  session: Session,
  nowMs: number,
): void {
  setOrRemove(headers, "cookie", session.cookies.header(nowMs));
  setOrRemove(headers, "x-hash", freshHash(session.xHash, nowMs));
  headers["user-agent"] = session.userAgent;
  headers["x-bc"] = session.xBc;
  headers["accept"] ??= "application/json, text/plain, */*";
  headers["referer"] = `${origin}/`;
  // A browser says the origin of its own page only with requests that may change something.
  setOrRemove(headers, "origin", method === "GET" || method === "HEAD" ? undefined : origin);
}

function setOrRemove(headers: Headers, name: string, value: string | undefined): void {
  if (value !== undefined && value !== "") headers[name] = value;
  else if (name in headers) delete headers[name];
}

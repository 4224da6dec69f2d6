import type { Egress } from "../egress/egress.ts";
import type { EnvironmentName, Environments } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { Engine } from "../http/engine.ts";
import type { OwnCalls } from "../own-calls.ts";
import type { Rules } from "../rules/rules.ts";
import { classify } from "../upstream/classify.ts";
import { createSessionCall } from "../upstream/session-call.ts";
import { upstreamError } from "../upstream/upstream-error.ts";
import { wrongClock } from "../upstream/wrong-clock.ts";
import type { Connection } from "./connection.ts";
import type { Credentials } from "./import-credentials.ts";
import { unkeptConnection, unkeptSession } from "./unkept.ts";

/** A session that is not kept yet, and the connection it would be. */
export interface UncheckedSession extends Credentials {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly egressId: string | undefined;
  readonly country: string | undefined;
}

/** What the upstream says of a session. */
export interface CheckedSession {
  readonly username: string | undefined;
  readonly name: string | undefined;
  readonly avatar: string | undefined;
  /** The cookies after the call, which may have renewed some. */
  readonly cookie: string;
  readonly egressId: string;
  /** When its cookie ends, as far as the upstream or whoever handed it in said. */
  readonly sessionEndsAt?: number;
}

/**
 * Reads an account's own profile with a session, through the outbound proxy it will have.
 * @throws GatewayError `SESSION_EXPIRED` and the upstream's other refusals; `BAD_REQUEST` if it is
 * another account's; `NOT_READY` if the environment is off; whatever `call` throws.
 */
export type CheckSession = (session: UncheckedSession) => Promise<CheckedSession>;

/** Makes checks over the engine's own transport and signing. */
export function createSessionCheck(options: {
  readonly holdOffs: OwnCalls["holdOffs"];
  readonly engine: Engine;
  readonly environments: Environments;
  readonly rules: Pick<Rules, "current" | "get" | "waitForNewer">;
  readonly egressFor: (connection: Pick<Connection, "id" | "egressId" | "country">) => Egress;
  readonly timeoutMs: number;
}): CheckSession {
  const { egressFor } = options;
  const { clock } = options.engine;
  const call = createSessionCall({ ...options, maxBytes: profileMaxBytes });

  return async (unchecked) => {
    const { environment } = unchecked;
    if (options.environments[environment] === undefined)
      throw new GatewayError("NOT_READY", `The environment "${environment}" is switched off.`);
    const session = unkeptSession(unchecked);
    const connection = unkeptConnection(unchecked);
    const egress = egressFor(connection);
    const answer = await call(session, connection, egress, {
      method: "GET",
      path: "/api2/v2/users/me",
    });
    const said = classify(answer.status, answer.headers, answer.body);
    const refused = wrongClock(said, clock.now()) ?? upstreamError(said);
    if (refused !== undefined) throw refused;
    const profile = readProfile(answer.body, unchecked.upstreamUserId);
    const sessionEndsAt = session.cookies.expiresAt("sess") ?? unchecked.sessionEndsAt;
    return {
      ...profile,
      cookie: session.cookies.header(clock.now()),
      egressId: egress.id,
      ...(sessionEndsAt !== undefined && { sessionEndsAt }),
    };
  };
}

const profileMaxBytes = 1_048_576;

/** What the own profile says of its account. @throws GatewayError `SESSION_EXPIRED` for a guest's; `BAD_REQUEST` with the reason `other_account`; `UPSTREAM_INVALID`. */
export function readProfile(
  body: Buffer,
  upstreamUserId: string,
): Pick<CheckedSession, "username" | "name" | "avatar"> {
  const profile = parse(body);
  // A guest gets a profile too, one that says so.
  const { id } = profile;
  if (profile["isAuth"] === false || (typeof id !== "number" && typeof id !== "string"))
    throw new GatewayError("SESSION_EXPIRED", "The upstream no longer accepts this session.", {
      reason: "expired",
      actionRequired: "refresh_session",
    });
  if (String(id) !== upstreamUserId)
    throw new GatewayError("BAD_REQUEST", "The session is another account's than `auth_id` says.", {
      reason: "other_account",
    });
  const { username, name, avatar } = profile;
  return { username: text(username), name: text(name), avatar: text(avatar) };
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new GatewayError("UPSTREAM_INVALID", "The upstream's profile is not JSON.");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 2_048) : undefined;
}

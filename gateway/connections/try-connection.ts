import { toControlError } from "../api/control-error.ts";
import { tryEgress } from "../egress/try-egress.ts";
import { GatewayError } from "../errors.ts";
import type { OwnCalls } from "../own-calls.ts";
import { createCall, type CallAnswer } from "../upstream/call.ts";
import { classify } from "../upstream/classify.ts";
import { createSessionCall } from "../upstream/session-call.ts";
import { upstreamError } from "../upstream/upstream-error.ts";
import { wrongClock } from "../upstream/wrong-clock.ts";
import { readProfile } from "./check-session.ts";
import type { Connection } from "./connection.ts";
import { unkeptSession } from "./unkept.ts";

/** One step on the way to the account, and why it failed if it did. */
export interface TrialStep {
  readonly step: "egress" | "signed out" | "signed in";
  readonly ms: number;
  readonly error?: Pick<GatewayError, "code" | "source" | "message" | "details">;
}

/** How far a connection gets. */
export interface ConnectionTrial {
  readonly egressId: string | undefined;
  /** In order; steps after an outbound proxy that failed are left out. */
  readonly steps: readonly TrialStep[];
}

/**
 * Goes a connection's way step by step, so that each failure has one cause: its outbound proxy to
 * the upstream, a request signed for nobody, and a read of its own profile with its session.
 */
export type TryConnection = (connection: Connection) => Promise<ConnectionTrial>;

const AGENT = "countersign-doctor";
const MAX_BYTES = 1_048_576;

/** Makes such trials over the engine's own transport and signing. */
export function createTryConnection(calling: OwnCalls): TryConnection {
  const { engine, environments, egressFor, timeoutMs } = calling;
  const { clock } = engine;
  const call = createCall({ ...calling, maxBytes: MAX_BYTES });
  const callAs = createSessionCall({ ...calling, maxBytes: MAX_BYTES });

  async function timed(step: TrialStep["step"], work: () => Promise<unknown>): Promise<TrialStep> {
    const startedMs = clock.elapsed();
    const since = () => Math.round(clock.elapsed() - startedMs);
    try {
      await work();
      return { step, ms: since() };
    } catch (thrown) {
      return { step, ms: since(), error: toControlError(thrown) };
    }
  }

  function assertGood({ status, headers, body }: CallAnswer): void {
    const said = classify(status, headers, body);
    const refused = wrongClock(said, clock.now()) ?? upstreamError(said);
    if (refused !== undefined) throw refused;
  }

  async function signedIn(connection: Connection): Promise<void> {
    const answer = await call(connection, { method: "GET", path: "/api2/v2/users/me" });
    assertGood(answer);
    readProfile(answer.body, connection.upstreamUserId);
  }

  return async (connection) => {
    let egressId: string | undefined;
    const reached = await timed("egress", async () => {
      const origin = environments[connection.environment]?.origin;
      if (origin === undefined)
        throw new GatewayError(
          "NOT_READY",
          `The environment "${connection.environment}" is switched off.`,
        );
      const egress = egressFor(connection);
      egressId = egress.id;
      await tryEgress(egress, new URL(origin), { clock, timeoutMs });
    });
    if (reached.error !== undefined) return { egressId, steps: [reached] };
    const { id: connectionId, environment } = connection;
    const xBc = clock.randomBytes(20).toString("hex");
    const nobody = unkeptSession({ connectionId, environment, userAgent: AGENT, xBc, cookie: "" });
    const signedOut = await timed("signed out", async () => {
      const request = { method: "GET", path: "/api2/v2/init" };
      assertGood(await callAs(nobody, connection, egressFor(connection), request));
    });
    const own = await timed("signed in", () => signedIn(connection));
    return { egressId, steps: [reached, signedOut, own] };
  };
}

import type { IncomingMessage } from "node:http";
import type { Attempt, Headers, UpstreamRequest } from "../chain/exchange.ts";
import type { Connection } from "../connections/connection.ts";
import type { Egress } from "../egress/egress.ts";
import type { HoldOffs } from "../egress/hold-offs.ts";
import type { Environments } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { Engine } from "../http/engine.ts";
import type { Origin } from "../http/transport.ts";
import type { Rules } from "../rules/rules.ts";
import { classify, retryAfterIn } from "./classify.ts";
import { readAll, wholeAnswer } from "./whole-answer.ts";

/** A request the control plane makes as a connection. */
export interface CallRequest {
  readonly method: string;
  /** Path and query as they go on the wire, such as `/api2/v2/users/me`. */
  readonly path: string;
  /** Sent as JSON; bytes are JSON already, and are the caller's to wipe once the answer is there. */
  readonly body?: object;
}

/** The whole answer. */
export interface CallAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/**
 * Makes a signed request as a connection and gives its whole answer, whatever its status; `classify`
 * says what it means. If the rules turn out to be stale and newer ones arrive, it is sent once more.
 * @throws GatewayError as `authorize` and the transport do; `NOT_READY` without rules;
 * `UPSTREAM_TIMEOUT` past the deadline; `UPSTREAM_INVALID` beyond `maxBytes`.
 */
export type Call = (connection: Connection, request: CallRequest) => Promise<CallAnswer>;

/** Makes calls over the same transport, connections and authorization as exchanges. */
export function createCall(options: {
  readonly engine: Pick<Engine, "clock" | "transport" | "agents" | "originOf" | "authority">;
  readonly egressFor: (connection: Connection) => Egress;
  readonly environments: Environments;
  readonly rules: Pick<Rules, "current" | "waitForNewer">;
  readonly holdOffs: Pick<HoldOffs, "limited">;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}): Call {
  const { engine, rules } = options;

  return async (connection, request) => {
    const { environment } = connection;
    const build = rules.current(environment);
    if (build === undefined)
      throw new GatewayError("NOT_READY", `There are no signing rules for "${environment}".`);
    const answer = await once(1, connection, request, build.revision);
    if (classify(answer.status, answer.headers, answer.body).kind !== "stale-rules") return answer;
    const newer = await rules.waitForNewer(environment, build.revision);
    return newer === undefined ? answer : once(2, connection, request, newer.revision);
  };

  async function once(
    number: number,
    connection: Connection,
    request: CallRequest,
    revision: string,
  ): Promise<CallAnswer> {
    const { environment, id: connectionId } = connection;
    const egress = options.egressFor(connection);
    const attempt: Attempt = {
      number,
      retryOf: number === 1 ? undefined : "stale-rules",
      request: draft(request, options.environments[environment]?.origin ?? ""),
      egress,
      signature: { environment, connectionId, revision },
    };
    await engine.authority.authorize(attempt);
    const answer = await exchange(attempt, connectionId, egress);
    if (answer.status === 429)
      options.holdOffs.limited(egress, environment, retryAfterIn(answer.headers));
    return answer;
  }

  async function exchange(attempt: Attempt, owner: string, egress: Egress): Promise<CallAnswer> {
    const { clock, transport, agents, originOf, authority } = engine;
    const { timeoutMs, maxBytes } = options;
    const { method, path, headers, body } = attempt.request;
    const origin = originOf(attempt.request.origin);
    const sending = transport({
      method,
      origin,
      path,
      headers: { ...headers, ...framing(origin, body) },
      body: { pump: (destination) => void destination.end(body) },
      agent: agents.get(owner, egress, origin),
      informed: undefined,
    });
    return wholeAnswer(clock, sending, timeoutMs, async (message) => {
      const saved = authority.absorb(attempt, message.headers["set-cookie"] ?? []);
      const answer = await readAll(message, maxBytes, `The answer exceeds ${maxBytes} bytes.`);
      await saved;
      return { status: message.statusCode ?? 0, headers: message.headers, body: answer };
    });
  }
}

function draft({ method, path, body }: CallRequest, origin: string): UpstreamRequest {
  const json =
    body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const headers: Headers = { "accept-encoding": "identity" };
  if (json !== undefined) headers["content-type"] = "application/json";
  return { method, origin, path, headers, body: json };
}

function framing(origin: Origin, body: Buffer | undefined): Headers {
  return { host: origin.host, ...(body !== undefined && { "content-length": `${body.length}` }) };
}

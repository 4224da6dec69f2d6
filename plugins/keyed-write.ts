import { GatewayError, reply, type Exchange, type Reply } from "../gateway/chain/plugin.ts";
import type { FirstWrite, Idempotency, KeptAnswer } from "../gateway/idempotency/idempotency.ts";
import "./session.ts";

type Asked = Exchange<"connection" | "grant">;

/** The `Idempotency-Key` of a request, if it has one. @throws GatewayError `BAD_REQUEST` for one that is none. */
export function keyOf({ headers }: Pick<Exchange, "headers">): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined || (typeof key === "string" && /^[\x21-\x7e]{1,255}$/.test(key)))
    return key;
  throw new GatewayError(
    "BAD_REQUEST",
    "The header `Idempotency-Key` must be 1 to 255 printable characters without spaces.",
  );
}

/**
 * The right to be the first with a key, going on although the client leaves; or what the first one got.
 * @throws GatewayError what `Idempotency.begin` throws, or the error that the first one got.
 */
export async function beginKeyed(
  exchange: Asked,
  idempotency: Idempotency,
  key: string,
  maxBodyBytes: number,
): Promise<FirstWrite | Reply> {
  const { facts, method, target } = exchange;
  const body = await exchange.body(maxBodyBytes);
  const outcome = await idempotency.begin({
    connectionId: facts.connection.id,
    appId: facts.grant.appId,
    key,
    asked: [method, target, body],
  });
  if (!("finish" in outcome)) return replay(exchange, outcome);
  exchange.outliveClient();
  return outcome;
}

/**
 * Answers a write that leaves nothing behind unless it succeeds: under a key it happens once, and
 * after an error it may be asked for again under the same. The answer is no stream.
 */
export async function answerOnce(
  exchange: Asked,
  idempotency: Idempotency,
  maxBodyBytes: number,
  answer: () => Promise<Reply>,
): Promise<Reply> {
  const key = keyOf(exchange);
  if (key === undefined) return answer();
  const first = await beginKeyed(exchange, idempotency, key, maxBodyBytes);
  if (!("finish" in first)) return first;
  const made = await answer().catch(async (error: unknown) => {
    await first.release();
    throw error;
  });
  const { status, headers, body } = made;
  await first.finish({ status, headers, body: (body as Buffer).toString() });
  return made;
}

function replay({ answerHeaders }: Asked, answer: KeptAnswer): Reply {
  answerHeaders["idempotent-replayed"] = "true";
  if ("code" in answer) throw new GatewayError(answer.code, answer.message, answer.details);
  return reply(answer.status, Buffer.from(answer.body), { ...answer.headers });
}

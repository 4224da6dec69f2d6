import { verdicts } from "../../../end-to-end/sandbox-script.ts";
import type { TestGateway } from "../../../support/gateway.ts";

/** An answer of the gateway's. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
}

/** One of the sandbox's two accounts, calling through the gateway. */
export interface Caller {
  readonly role: "creator" | "fan";
  /** Its own number, and that of the other account. */
  readonly selfId: number;
  readonly otherId: number;
  /** `path` is below `/v2/access`. */
  readonly call: (method: string, path: string, body?: object) => Promise<Answer>;
}

/** Both accounts, the creator first. */
export async function openCallers(gateway: TestGateway): Promise<readonly [Caller, Caller]> {
  const { apiKey, creator, fan } = gateway.sandbox;
  const callAs =
    (connectionId: string): Caller["call"] =>
    async (method, path, body) => {
      const response = await fetch(`${gateway.url}/v2/access${path}`, {
        method,
        headers: {
          apikey: apiKey,
          "x-connection-id": connectionId,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        json: text === "" ? undefined : (JSON.parse(text) as unknown),
      };
    };
  const idOf = async (call: Caller["call"]) =>
    ((await call("GET", "/self")).json as { id: number }).id;
  const [asCreator, asFan] = [callAs(creator), callAs(fan)];
  const [creatorId, fanId] = [await idOf(asCreator), await idOf(asFan)];
  return [
    { role: "creator", selfId: creatorId, otherId: fanId, call: asCreator },
    { role: "fan", selfId: fanId, otherId: creatorId, call: asFan },
  ];
}

/** How many requests have reached the upstream. */
export async function requestsSeen(gateway: TestGateway): Promise<number> {
  return Object.values(await verdicts(gateway)).reduce((sum, count) => sum + count, 0);
}

import assert from "node:assert/strict";
import type { TestGateway } from "../support/gateway.ts";

/** A call, where it differs from a good one; an empty text leaves the field out. */
export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly key?: string | undefined;
  readonly connection?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A problem document and what came with it. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: Readonly<Record<string, unknown>>;
}

/** Sends what must be refused, and checks what every refusal has. */
export async function askAmiss(gateway: TestGateway, ask: Ask): Promise<Refusal> {
  const { apiKey, creator } = gateway.sandbox;
  const { key = apiKey, connection = creator } = ask;
  const { method = "GET", path = "/v2/access/self", body } = ask;
  const answer = await fetch(new URL(path, gateway.url), {
    method,
    headers: {
      ...(key !== "" && { apikey: key }),
      ...(connection !== "" && { "x-connection-id": connection }),
      ...ask.headers,
    },
    ...(body !== undefined && { body }),
  });
  const problem = (await answer.json()) as Refusal["problem"];
  assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.equal(problem["status"], answer.status);
  for (const member of ["code", "source", "detail", "requestId", "title"])
    assert.equal(typeof problem[member], "string", `${member} of ${JSON.stringify(problem)}`);
  assert.equal(typeof problem["retryable"], "boolean");
  const actions = problem["nextActions"];
  assert.ok(Array.isArray(actions) && actions.length > 0);
  assert.equal(answer.headers.get("x-request-id"), problem["requestId"]);
  return { status: answer.status, headers: answer.headers, problem };
}

/** All of a refusal but what names this one request. */
export function alike({ status, headers, problem }: Refusal): object {
  const { requestId, ...rest } = problem;
  const fields = [...headers].filter(
    ([name]) => !["date", "server-timing", "x-request-id"].includes(name),
  );
  return { status, rest, fields, hasId: requestId !== undefined };
}

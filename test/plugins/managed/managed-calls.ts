import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { endpoints } from "../../../plugins/managed/endpoints.ts";
import type { Cleanup } from "../../support/cleanup.ts";
import { startTestGateway } from "../../support/gateway.ts";

/** Any JSON, for a test to look into. */
export type Json = { readonly [name: string]: Json } & readonly Json[];

/** What a managed endpoint answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Json;
}

/** Calls an endpoint by its path below `/v2/access`. */
export type Call = (
  method: string,
  path: string,
  body?: object,
  account?: "creator" | "fan",
) => Promise<Answer>;

/**
 * Starts a gateway with its sandbox, whose managed endpoints can be called. Every good answer must be
 * valid under the endpoint's own schema, and under the published contract where that is at hand.
 */
export async function startManagedCalls(cleanup: Cleanup): Promise<Call> {
  const gateway = await startTestGateway(cleanup);
  const assertValid = createAnswerCheck();
  return async (method, path, body, account = "creator") => {
    const response = await fetch(`${gateway.url}/v2/access${path}`, {
      method,
      headers: {
        apikey: gateway.sandbox.apiKey,
        "x-connection-id": gateway.sandbox[account],
        "content-type": "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as Json;
    if (response.ok) assertValid(method, path.replace(/\?.*/, ""), json);
    return { status: response.status, headers: response.headers, json };
  };
}

const published = new URL("../../../../shared/spec/ofauth-openapi.json", import.meta.url);

function createAnswerCheck(): (method: string, path: string, json: unknown) => void {
  const ajv = new Ajv({ strict: false, allowUnionTypes: true });
  if (existsSync(published))
    ajv.addSchema(JSON.parse(readFileSync(published, "utf8")) as object, "contract");
  const compiled = new Map<string, readonly ValidateFunction[]>();
  const compile = (method: string, template: string, answer: object) => {
    const operation = `~1v2~1access${template.replaceAll("/", "~1").replace(/:(\w+)/g, "%7B$1%7D")}/${method.toLowerCase()}`;
    const $ref = `contract#/paths/${operation}/responses/200/content/application~1json/schema`;
    return [ajv.compile(answer), ...(existsSync(published) ? [ajv.compile({ $ref })] : [])];
  };
  return (method, path, json) => {
    const endpoint = literalsFirst.find((each) => each.method === method && fits(each.path, path));
    assert.ok(endpoint !== undefined, `${method} ${path} is declared`);
    const key = `${method} ${endpoint.path}`;
    const checks = compiled.get(key) ?? compile(method, endpoint.path, endpoint.answer);
    compiled.set(key, checks);
    for (const isValid of checks)
      assert.ok(isValid(json), `${method} ${path}: ${ajv.errorsText(isValid.errors)}`);
  };
}

const literalsFirst = endpoints.toSorted(
  (a, b) => a.path.split(":").length - b.path.split(":").length,
);

function fits(template: string, path: string): boolean {
  return new RegExp(`^${template.replace(/:\w+/g, "[^/]+")}$`).test(path);
}

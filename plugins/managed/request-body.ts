import { isUtf8 } from "node:buffer";
import { Type } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import type { AnyEndpoint, Parameters } from "./endpoint.ts";
import { faultPlace } from "./json.ts";
import type { CompileSchema } from "./validate.ts";

/**
 * Turns a caller's body into the upstream's, or into `undefined` where that takes none.
 * @throws GatewayError `BAD_REQUEST` naming place or field.
 */
export type TranslateBody = (body: Buffer, parameters: Parameters) => Buffer | undefined;

/** What an endpoint takes that declares no body: none, or an empty object. */
const NO_FIELDS = Type.Object({}, { additionalProperties: false });

/** Makes the translator of one endpoint's bodies, or `undefined` if its method has none. */
export function createBodyTranslator(
  { method, body: schema = NO_FIELDS, upstream }: AnyEndpoint,
  compile: CompileSchema,
): TranslateBody | undefined {
  if (method === "GET") return undefined;
  const write = upstream.body;
  const assertValid = compile(schema, "body field");
  return (body, parameters) => {
    const json = parseBody(body);
    assertValid(json);
    if (write === undefined) return undefined;
    return Buffer.from(JSON.stringify(write(json as never, parameters)));
  };
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return {};
  if (!isUtf8(body)) throw new GatewayError("BAD_REQUEST", "The body is not valid UTF-8.");
  const text = body.toString();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new GatewayError("BAD_REQUEST", `The body is not valid JSON at ${faultPlace(text)}.`);
  }
}

import { isUtf8 } from "node:buffer";
import { Type } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import type { AnyEndpoint, Parameters } from "./endpoint.ts";
import { faultPlace } from "./json.ts";
import type { CompileSchema } from "./validate.ts";

/** A caller's body, checked, and how it becomes the upstream's. */
export interface ReadBody {
  /** What was asked for; what it names may be replaced by what the upstream takes. */
  readonly fields: Record<string, unknown>;
  /** `undefined` where the upstream takes none. */
  readonly write: () => Buffer | undefined;
}

/** Reads a caller's body. @throws GatewayError `BAD_REQUEST` naming place or field, as `write` does. */
export type TranslateBody = (body: Buffer, parameters: Parameters) => ReadBody;

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
    return {
      fields: json as Record<string, unknown>,
      write: () =>
        write === undefined
          ? undefined
          : Buffer.from(JSON.stringify(write(json as never, parameters))),
    };
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

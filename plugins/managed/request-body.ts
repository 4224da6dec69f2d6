import { isUtf8 } from "node:buffer";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { faultPlace } from "./json.ts";
import type { CompileSchema } from "./validate.ts";

/** A caller's body, checked, and how it becomes the upstream's. */
export interface ReadBody {
  /** What was asked for; what it names may be replaced by what the upstream takes. */
  readonly fields: Record<string, unknown>;
  readonly write: () => Buffer;
}

/** Reads a caller's body. @throws GatewayError `BAD_REQUEST` naming place or field, as `write` does. */
export type TranslateBody = (body: Buffer) => ReadBody;

/** Makes the translator of one endpoint's bodies, or `undefined` if it takes none. */
export function createBodyTranslator(
  { body: schema, upstream }: AnyEndpoint,
  compile: CompileSchema,
): TranslateBody | undefined {
  const write = upstream.body;
  if (schema === undefined || write === undefined) return undefined;
  const assertValid = compile(schema, "body field");
  return (body) => {
    const json = parseBody(body);
    assertValid(json);
    return {
      fields: json as Record<string, unknown>,
      write: () => Buffer.from(JSON.stringify(write(json as never))),
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

import type { JsonSchema } from "./json-schema.ts";
import { keysOf } from "./pointer.ts";
import { configSchema } from "./schema.ts";

/** What a setting is for and what it is when nobody gives it, in one line; the place is a JSON pointer. */
export function describeSetting(place: string): string {
  let schema: JsonSchema | undefined = configSchema as unknown as JsonSchema;
  for (const key of keysOf(place)) schema = schema?.properties?.[key];
  const { description = "", default: standard } = schema ?? {};
  const isTold = typeof standard === "string" || typeof standard === "number";
  return isTold ? `${description} Default: ${standard}.` : description;
}

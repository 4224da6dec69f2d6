import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { TSchema } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";

/** Fills in defaults, or refuses the value. */
export type Assert = (value: unknown) => void;

/**
 * Makes the checker of one schema for a caller's values. `kind` says what its fields are called in
 * errors: "query parameter" or "body field".
 */
export type CompileSchema = (schema: TSchema, kind: string) => Assert;

/** Makes a compiler of schemas whose checkers throw `BAD_REQUEST` naming the field. */
export function createSchemaCompiler(): CompileSchema {
  const ajv = new Ajv({ strict: true, useDefaults: true, allowUnionTypes: true });
  return (schema, kind) => {
    // On first use: compiling a hundred endpoints would be felt at every start and reload.
    let isValid: ValidateFunction | undefined;
    return (value) => {
      isValid ??= ajv.compile(schema);
      if (isValid(value)) return;
      throw new GatewayError("BAD_REQUEST", explain(isValid.errors?.[0], kind));
    };
  };
}

function explain(error: ErrorObject | undefined, kind: string): string {
  const params = (error?.params ?? {}) as Readonly<Record<string, unknown>>;
  const place = fieldName(error?.instancePath ?? "");
  switch (error?.keyword) {
    case "additionalProperties":
      return `The ${kind} \`${join(place, params["additionalProperty"])}\` is not known here.`;
    case "required":
      return `The ${kind} \`${join(place, params["missingProperty"])}\` is missing.`;
    case "enum":
      return `The ${kind} \`${place}\` must be one of ${(params["allowedValues"] as readonly unknown[]).join(", ")}.`;
    case undefined:
    default:
      return place === ""
        ? `The body ${error?.message ?? "is not valid"}.`
        : `The ${kind} \`${place}\` ${error?.message ?? "is not valid"}.`;
  }
}

/** `/mediaItems/0` as a reader writes it: `mediaItems[0]`. */
function fieldName(pointer: string): string {
  return pointer
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replace(/^\//, "")
    .replaceAll("/", ".");
}

function join(place: string, name: unknown): string {
  const field = String(name).slice(0, 64);
  return place === "" ? field : `${place}.${field}`;
}

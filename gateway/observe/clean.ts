import { GatewayError } from "../errors.ts";
import { mask } from "./mask.ts";

const maxDepth = 4;
const maxEntries = 50;
const maxTextLength = 8192;
const maxKnownKeys = 1000;

/** Makes log fields fit for a log. */
export type Clean = (fields: object) => Record<string, unknown>;

/**
 * Makes a cleaner. What it yields has only what is known to be fit for a log: plain values, errors by
 * an allow-list of their members, texts masked, bodies and objects with a class of their own reduced
 * to their kind. It remembers its verdict on each key: an exchange's fields take 1.3 µs then, and 4 judged anew (measured).
 */
export function createClean(): Clean {
  const keys: KnownKeys = new Map();
  return (fields) =>
    fields instanceof Error
      ? { error: cleanError(fields, 0, keys) }
      : cleanEntries(fields, 0, keys);
}

/** A key as it is written, and whether its value may be. */
interface Verdict {
  readonly written: string;
  readonly isSecret: boolean;
}
type KnownKeys = Map<string, Verdict>;

function judge(key: string, keys: KnownKeys): Verdict {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const verdict = { written: mask(key), isSecret: secretNames.test(key) };
  if (keys.size < maxKnownKeys && key.length < 100) keys.set(key, verdict);
  return verdict;
}

function cleanValue(value: unknown, depth: number, keys: KnownKeys): unknown {
  switch (typeof value) {
    case "string":
      return mask(value.length > maxTextLength ? `${value.slice(0, maxTextLength)}…` : value);
    case "number":
    case "boolean":
    case "undefined":
      return value;
    case "object":
      return value === null ? null : cleanObject(value, depth, keys);
    case "bigint":
      return String(value);
    case "symbol":
    case "function":
      return undefined;
  }
}

function cleanObject(value: object, depth: number, keys: KnownKeys): unknown {
  if (value instanceof Error) return cleanError(value, depth, keys);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const isArray = Array.isArray(value);
  if (depth >= maxDepth) return isArray ? "[Array]" : "[Object]";
  if (isArray) {
    return value.slice(0, maxEntries).map((item: unknown) => cleanValue(item, depth + 1, keys));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null)
    return cleanEntries(value, depth + 1, keys);
  return `[${value.constructor.name}]`;
}

function cleanEntries(value: object, depth: number, keys: KnownKeys): Record<string, unknown> {
  const cleaned: Record<string, unknown> = {};
  let count = 0;
  for (const key of Object.keys(value)) {
    if (++count > maxEntries) break;
    const { written, isSecret } = judge(key, keys);
    const member = (value as Record<string, unknown>)[key];
    cleaned[written] = isSecret ? "***" : cleanValue(member, depth, keys);
  }
  return cleaned;
}

function cleanError(
  error: Error,
  depth: number,
  keys: KnownKeys,
): Record<string, unknown> | string {
  if (depth >= maxDepth) return "[Error]";
  const { code, syscall } = error as NodeJS.ErrnoException;
  const cleaned: Record<string, unknown> = {
    name: cleanValue(error.name, depth, keys),
    message: cleanValue(error.message, depth, keys),
  };
  if (typeof code === "string" || typeof code === "number") cleaned["code"] = code;
  if (typeof syscall === "string") cleaned["syscall"] = syscall;
  if (error instanceof GatewayError) {
    const { reason, plugin, phase } = error.details;
    Object.assign(cleaned, { source: error.source, reason, plugin, phase });
  } else if (typeof error.stack === "string") {
    cleaned["stack"] = cleanValue(error.stack, depth, keys);
  }
  if (error.cause !== undefined) cleaned["cause"] = cleanValue(error.cause, depth + 1, keys);
  if (error instanceof AggregateError) {
    cleaned["errors"] = error.errors.slice(0, 5).map((each) => cleanValue(each, depth + 1, keys));
  }
  return cleaned;
}

// Members whose whole value is dropped, wherever they are nested.
const secretNames =
  /headers$|cookie|authorization|passw|secret|api[-_]?key$|token$|^x-?(?:bc|hash)$|^(?:sess|fp|st|csrf)$|^auth_|^static_?param$|^checksum|^params$|^sign(?:ature|ed)?$|^body$/i;

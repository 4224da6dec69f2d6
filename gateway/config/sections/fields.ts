import { Type, type TProperties } from "typebox";

interface Extra {
  readonly restart?: boolean;
  readonly minimum?: number;
}

/** An object that may be left out: each of its fields then has its default. */
export function section<Fields extends TProperties>(
  description: string,
  fields: Fields,
  extra: { readonly restart?: boolean } = {},
) {
  return Type.Object(fields, { default: {}, description, ...extra });
}

/** A positive number of things. */
export function count(standard: number, description: string, extra: Extra = {}) {
  return Type.Integer({ default: standard, minimum: 1, description, ...extra });
}

/** A number of bytes. */
export function bytes(standard: number, description: string, extra: Extra = {}) {
  return Type.Integer({ default: standard, minimum: 0, description, ...extra });
}

/** A duration that a timer can wait for: Node's timers end at 2^31 − 1 ms. */
export function milliseconds(standard: number, description: string, extra: Extra = {}) {
  return Type.Integer({
    default: standard,
    minimum: 1,
    maximum: 2 ** 31 - 1,
    description,
    ...extra,
  });
}

/** A name that pointers, labels and messages can carry as it is. */
export const NAME = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$";

/** `scheme://host[:port]`. */
export const ORIGIN = '^https?://[^\\x00-\\x20"\\\\/?#@]+$';

/** Connection IDs, those too that apps brought along: what an import takes (`isConnectionId`). */
export const CONNECTION_ID = "^conn_[0-9A-Za-z_-]{16,64}$";

/** ISO 3166-1 alpha-2. */
export const COUNTRY = "^[A-Z]{2}$";

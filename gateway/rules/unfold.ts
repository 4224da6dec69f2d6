import { GatewayError } from "../errors.ts";

/** The params of an `onlyfans` document, as its scheme's schema has proven them. */
interface OnlyfansParams {
  readonly static_param: string;
  readonly start: string;
  readonly end: string;
  readonly checksum_indexes: readonly number[];
  readonly checksum_constant: number;
  readonly app_token: string;
  readonly revision?: string;
  readonly remove_headers?: readonly string[];
}

/** Names of the community formats a document can be written in. */
export const RULES_FORMATS = [
  "deviint",
  "datahoarders",
  "rafa",
  "xagler",
  "amotrak",
  "andpewka",
  "lovi",
  "hashypooh",
  "ofauth",
] as const;

export type RulesFormat = (typeof RULES_FORMATS)[number];

/**
 * The params of an `onlyfans` document in a community format, so that clients of that feed can read it.
 * @throws GatewayError `BAD_REQUEST` for an unknown format, or if the params are another scheme's.
 */
export function unfold(params: Readonly<Record<string, unknown>>, format: string): unknown {
  if (!isFormat(format))
    throw new GatewayError("BAD_REQUEST", `The format must be one of ${RULES_FORMATS.join(", ")}.`);
  if (!isOnlyfans(params))
    throw new GatewayError(
      "BAD_REQUEST",
      "The rules in force are for another signing scheme, which the community formats cannot express.",
      { source: "rules" },
    );
  return WRITERS[format](params);
}

const WRITERS: Readonly<Record<RulesFormat, (params: OnlyfansParams) => object>> = {
  deviint: (p) => ({ ...frame(p), ...optional(p), app_token: p.app_token, ...constants(p) }),
  datahoarders: (p) => ({
    static_param: p.static_param,
    format: template(p, "{}", "{:x}"),
    checksum_indexes: p.checksum_indexes,
    checksum_constants: split(p),
    checksum_constant: p.checksum_constant,
    app_token: p.app_token,
    remove_headers: p.remove_headers ?? [],
    error_code: 0,
    message: "",
  }),
  rafa: (p) => ({
    "app-token": p.app_token,
    static_param: p.static_param,
    prefix: p.start,
    suffix: p.end,
    checksum_constant: p.checksum_constant,
    checksum_indexes: p.checksum_indexes,
  }),
  xagler: (p) => ({
    format: template(p, "{}", "{:x}"),
    app_token: p.app_token,
    ...constants(p),
  }),
  amotrak: (p) => ({
    ...frame(p),
    ...optional(p),
    app_token: p.app_token,
    remove_headers: (p.remove_headers ?? []).map((name) => name.replaceAll("-", "_")),
    ...constants(p),
  }),
  andpewka: (p) => ({
    staticParam: p.static_param,
    start: p.start,
    end: p.end,
    checksumConstant: p.checksum_constant,
    checksumIndexes: p.checksum_indexes,
    generatedAt: new Date(Number.parseInt(p.end, 16) * 1000).toISOString(),
  }),
  lovi: (p) => ({
    ...(p.revision !== undefined && { rev_full: p.revision }),
    app_token: p.app_token,
    msg: p.static_param,
    prefix: p.start,
    suffix: p.end,
    sign_format: template(p, "{sha}", "{checksum}"),
    sha1_index: p.checksum_indexes,
    constant_checksum: split(p),
    constant_checksum_sum: p.checksum_constant,
  }),
  hashypooh: (p) => ({
    static_param: p.static_param,
    sign_format: template(p, "{0}", "{1}"),
    checksum_indexes: p.checksum_indexes,
    checksum_constants: [p.checksum_constant],
    app_token: p.app_token,
  }),
  ofauth: (p) => ({
    rules: {
      ...frame(p),
      app_token: p.app_token,
      ...constants(p),
      revision: p.revision ?? `${p.start}-${p.end}`,
    },
    is_current: true,
    is_public: true,
    is_early_access: false,
  }),
};

function frame(p: OnlyfansParams): object {
  const { start, end } = p;
  return { end, start, format: template(p, "{}", "{:x}"), prefix: start, suffix: end };
}

function constants({ static_param, checksum_indexes, checksum_constant }: OnlyfansParams): object {
  return { static_param, checksum_indexes, checksum_constant };
}

function optional({ revision }: OnlyfansParams): object {
  return revision === undefined ? {} : { revision };
}

function template({ start, end }: OnlyfansParams, digest: string, checksum: string): string {
  return [start, digest, checksum, end].join(":");
}

/** One constant per index; any split with the right sum signs alike. */
function split({ checksum_indexes, checksum_constant }: OnlyfansParams): readonly number[] {
  return checksum_indexes.map((_, index) => (index === 0 ? checksum_constant : 0));
}

function isFormat(format: string): format is RulesFormat {
  return (RULES_FORMATS as readonly string[]).includes(format);
}

function isOnlyfans(params: object): params is OnlyfansParams {
  return ["static_param", "start", "end", "checksum_indexes"].every((name) => name in params);
}

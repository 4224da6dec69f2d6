import { checksumOf } from "./fold-checksum.ts";
import { pick, type Found, type Source } from "./fold-pick.ts";
import { pointerStep, RulesProblem } from "./problem.ts";
import type { RulesDocument } from "./rules.ts";

/** A document in the one form, and where in the original each param came from. */
export interface Folded {
  readonly document: RulesDocument;
  /** Turns a JSON pointer into the params into one into the original. */
  readonly originalPlace: (place: string) => string;
}

const CANONICAL = new Set(["$schema", "scheme", "params"]);

/** The `app-token` of every document since 2021; some feeds leave it out. */
const DEFAULT_APP_TOKEN = "33d57ade8c02dbc5a333db99ff9ae26a";

const STATIC_PARAM = ["static_param", "staticParam", "msg"];
const REVISION = ["revision", "rev_full"];

/**
 * Folds a rules document of any community format, or of the one form, into the one form. Types stay
 * as they are: what is wrong with them is the scheme's schema to say.
 * @throws RulesProblem if no format is recognised, the feed reports an error, or its parts contradict each other.
 */
export function fold(parsed: unknown): Folded {
  const source = asObject(parsed, "");
  if ("scheme" in source) return foldCanonical(source);
  if ("rules" in source) return foldCommunity(asObject(source["rules"], "/rules"), "/rules");
  return foldCommunity(source, "");
}

function foldCanonical(source: Source): Folded {
  const { scheme, params } = source;
  const unknown = Object.keys(source).find((key) => !CANONICAL.has(key));
  if (unknown !== undefined)
    throw new RulesProblem({ place: pointerStep(unknown), reason: "this key is not known" });
  if (typeof scheme !== "string")
    throw new RulesProblem({ place: "/scheme", reason: "it must be text" });
  return {
    document: { scheme, params: asObject(params, "/params") },
    originalPlace: (place) => `/params${place}`,
  };
}

function foldCommunity(source: Source, root: string): Folded {
  refuseReportedErrors(source, root);
  const staticParam = pick(source, root, STATIC_PARAM);
  if (staticParam === undefined)
    throw new RulesProblem({
      place: root,
      reason:
        "payload" in source
          ? "it is a signed envelope, which only a feed with `signedBy` takes"
          : "its format is not known: no static_param",
    });
  const { start, end } = frameOf(source, root);
  const { indexes, constant } = checksumOf(source, root);
  const token = pick(source, root, ["app_token", "app-token"]);
  const removed = pick(source, root, ["remove_headers"]);
  const found: Readonly<Record<string, Found | undefined>> = {
    static_param: staticParam,
    start,
    end,
    checksum_indexes: indexes,
    checksum_constant: constant,
    app_token: token ?? { place: root, value: DEFAULT_APP_TOKEN },
    revision: pick(source, root, REVISION),
    remove_headers: removed && { ...removed, value: withHyphens(removed.value) },
  };
  const params: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(found))
    if (part !== undefined) params[name] = part.value;
  return {
    document: { scheme: "onlyfans", params },
    originalPlace: (place) => {
      const [, name = "", ...rest] = place.split("/");
      const part = found[name];
      if (part === undefined) return root + place;
      return [part.place, ...rest].join("/");
    },
  };
}

/** First and last field of the signature, which formats spell once, twice or three times. */
function frameOf(source: Source, root: string): { start: Found; end: Found } {
  const template = templateOf(source, root);
  return {
    start: agreed(source, root, ["start", "prefix"], template?.start),
    end: agreed(source, root, ["end", "suffix"], template?.end),
  };
}

function templateOf(source: Source, root: string): { start: Found; end: Found } | undefined {
  const found = pick(source, root, ["format", "sign_format"]);
  if (found === undefined) return undefined;
  const { place, value } = found;
  const fields =
    typeof value === "string" ? /^([^:]*):\{[^:}]*\}:\{[^}]*\}:([^:]*)$/.exec(value) : null;
  const [, start = "", end = ""] = fields ?? [];
  if (fields === null || /\s/.test(start + end))
    throw new RulesProblem({ place, reason: "it is not <start>:{}:{:x}:<end> without spaces" });
  return { start: { place, value: start }, end: { place, value: end } };
}

function agreed(
  source: Source,
  root: string,
  keys: readonly string[],
  templated: Found | undefined,
): Found {
  const spelled = keys.map((key) => pick(source, root, [key]));
  const all = [...spelled, templated].filter((found) => found !== undefined);
  const [first] = all;
  if (first === undefined)
    throw new RulesProblem({
      place: root + pointerStep(keys[0] ?? ""),
      reason: `it is missing, and so are its other names (${keys.slice(1).join(", ")}, format)`,
    });
  const other = all.find(({ value }) => value !== first.value);
  if (other !== undefined)
    throw new RulesProblem({
      place: other.place,
      reason: `it contradicts ${first.place}: parts of two builds are mixed`,
    });
  return first;
}

function refuseReportedErrors(source: Source, root: string): void {
  const errors = source["errors"];
  const hasErrors = Array.isArray(errors) ? errors.length > 0 : errors !== undefined;
  const code = source["error_code"] ?? 0;
  if (hasErrors || code !== 0)
    throw new RulesProblem({
      place: root + pointerStep(hasErrors ? "errors" : "error_code"),
      reason: "the feed itself reports an error",
    });
}

function withHyphens(names: unknown): unknown {
  if (!Array.isArray(names)) return names;
  return names.map((name: unknown) =>
    typeof name === "string" ? name.replaceAll("_", "-") : name,
  );
}

function asObject(value: unknown, place: string): Source {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new RulesProblem({ place, reason: "it must be a JSON object" });
  return value as Source;
}

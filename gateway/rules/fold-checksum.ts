import { pick, type Found, type Source } from "./fold-pick.ts";
import { RulesProblem } from "./problem.ts";

/** Indexes into the digest and the one constant: what every spelling of the checksum comes down to. */
export interface Checksum {
  readonly indexes: Found | undefined;
  readonly constant: Found | undefined;
}

const INDEXES = ["checksum_indexes", "checksumIndexes", "sha1_index"];
const CONSTANT = ["checksum_constant", "checksumConstant", "constant_checksum_sum"];
const CONSTANTS = ["checksum_constants", "constant_checksum"];

/** `coefficients` count from the character code of "0". */
const ZERO_CODE = 48;
const DIGEST_LENGTH = 40;

/**
 * The checksum of a community document: a list of indexes with one constant or with one per index,
 * 40 coefficients with a base, or pairs of index and offset.
 * @throws RulesProblem if the parts contradict each other.
 */
export function checksumOf(source: Source, root: string): Checksum {
  const coefficients = pick(source, root, ["coefficients"]);
  if (coefficients !== undefined)
    return fromCoefficients(coefficients, pick(source, root, ["base"]));
  const pairs = pick(source, root, ["pairs"]);
  if (pairs !== undefined) return fromPairs(pairs);
  const indexes = pick(source, root, INDEXES);
  return {
    indexes: indexes && { ...indexes, value: fromCommaList(indexes.value) },
    constant: constantOf(source, root),
  };
}

function constantOf(source: Source, root: string): Found | undefined {
  const whole = pick(source, root, CONSTANT);
  const split = pick(source, root, CONSTANTS);
  if (split === undefined) return whole;
  const sum = sumOf(numbers(split));
  if (whole !== undefined && whole.value !== sum)
    throw new RulesProblem({
      place: whole.place,
      reason: `it is not the sum of ${split.place}: parts of two builds are mixed`,
    });
  return { place: split.place, value: sum };
}

/** n = base + Σ coefficient·(code − 48), so the constant is base − 48·Σ coefficients. */
function fromCoefficients(coefficients: Found, base: Found | undefined): Checksum {
  const times = numbers(coefficients);
  if (times.length !== DIGEST_LENGTH || times.some((n) => n < 0 || n > DIGEST_LENGTH))
    throw new RulesProblem({
      place: coefficients.place,
      reason: `it must be ${DIGEST_LENGTH} counts`,
    });
  return {
    indexes: {
      place: coefficients.place,
      value: times.flatMap((count, index) => Array.from({ length: count }, () => index)),
    },
    constant: base && {
      place: base.place,
      value: typeof base.value === "number" ? base.value - ZERO_CODE * sumOf(times) : base.value,
    },
  };
}

function fromPairs(pairs: Found): Checksum {
  const rows = Array.isArray(pairs.value) ? (pairs.value as readonly unknown[]) : [];
  const read = rows.map((row, index) => {
    const place = `${pairs.place}/${index}`;
    const [position, offset, ...others] = numbers({ place, value: row });
    if (position === undefined || offset === undefined || others.length > 0)
      throw new RulesProblem({ place, reason: "it must be a pair of integers" });
    return [position % DIGEST_LENGTH, offset] as const;
  });
  return {
    indexes: { place: pairs.place, value: read.map(([position]) => position) },
    constant: { place: pairs.place, value: sumOf(read.map(([, offset]) => offset)) },
  };
}

/** Older documents write the list as one text. */
function fromCommaList(value: unknown): unknown {
  if (typeof value !== "string" || !/^[0-9]+(?:, ?[0-9]+)*$/.test(value)) return value;
  return value.split(",").map(Number);
}

function numbers({ place, value }: Found): readonly number[] {
  if (!Array.isArray(value) || !value.every((item) => Number.isSafeInteger(item)))
    throw new RulesProblem({ place, reason: "it must be a list of integers" });
  return value as readonly number[];
}

function sumOf(terms: readonly number[]): number {
  return terms.reduce((sum, term) => sum + term, 0);
}

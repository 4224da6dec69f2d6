import { invalid } from "../refusal.ts";
import { ACCOUNT_NAMES, type AccountName } from "../account-names.ts";
import { FAULT_KINDS, type FaultKind } from "./faults.ts";

/** The fields of a script's command, read strictly. Each reader refuses what is wrong and names the field. */
type Body = Readonly<Record<string, unknown>>;

/** @throws Refusal unless the field is a number in the range; `usual` if it is absent, where there is one. */
export function number(
  body: Body,
  name: string,
  usual: number | undefined,
  min: number,
  max: number,
): number {
  const value = body[name] ?? usual;
  if (typeof value === "number" && value >= min && value <= max) return value;
  throw invalid(`\`${name}\` must be a number from ${min} to ${max}`);
}

/** @throws Refusal unless the field is a text; `usual` if it is absent, where there is one. */
export function text(body: Body, name: string, usual?: string): string {
  const value = body[name] ?? usual;
  if (typeof value === "string") return value;
  throw invalid(`\`${name}\` must be a text`);
}

/** @throws Refusal unless the field is `true`, `false` or absent. */
export function flag(body: Body, name: string, usual: boolean): boolean {
  const value = body[name] ?? usual;
  if (typeof value === "boolean") return value;
  throw invalid(`\`${name}\` must be true or false`);
}

/** @throws Refusal unless the field is one of the words. */
export function oneOf<Word extends string>(
  body: Body,
  name: string,
  words: readonly Word[],
  usual?: Word,
): Word {
  const value = body[name] ?? usual;
  const found = words.find((word) => word === value);
  if (found === undefined) throw invalid(`\`${name}\` must be one of: ${words.join(", ")}`);
  return found;
}

/** @throws Refusal unless the field is a list of texts. */
export function texts(body: Body, name: string): readonly string[] {
  const value = body[name];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw invalid(`\`${name}\` must be a list of texts`);
}

/** @throws Refusal unless the field names an account. */
export function accountName(body: Body, name: string): AccountName {
  return oneOf(body, name, ACCOUNT_NAMES);
}

/** @throws Refusal unless the field names a kind of fault. */
export function faultKind(body: Body, name: string): FaultKind {
  return oneOf(body, name, FAULT_KINDS);
}

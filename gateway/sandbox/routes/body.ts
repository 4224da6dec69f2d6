import { invalid } from "../refusal.ts";
import type { Call } from "./route.ts";

/** A text of the body; `usual` if it is absent. @throws Refusal if it is no text, or is empty. */
export function textIn({ body }: Call, name: string, usual?: string): string {
  const value = body[name] ?? usual;
  if (typeof value === "string" && value.trim() !== "") return value;
  throw invalid(`Invalid ${name}`);
}

/** A number of the body between two bounds; `usual` if it is absent. @throws Refusal if it is none. */
export function numberIn(
  { body }: Call,
  name: string,
  [min, max]: readonly [number, number],
  usual?: number,
): number {
  const value = Number(body[name] ?? usual);
  if (value >= min && value <= max) return value;
  throw invalid(`Invalid ${name}`);
}

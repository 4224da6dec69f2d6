import { hash } from "node:crypto";
import type { ActiveRules } from "./rules.ts";

/** Names a build by its content, so that a corrected one has another name. */
export function buildHash({ revision, params }: Pick<ActiveRules, "revision" | "params">): string {
  return hash("sha256", JSON.stringify([revision, params])).slice(0, 32);
}

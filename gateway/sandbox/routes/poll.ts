import { invalid } from "../refusal.ts";
import type { Poll } from "../world/poll.ts";
import type { Call } from "./route.ts";

/** How long a vote goes on of which nothing else was said. */
const USUAL_MS = 7 * 86_400_000;

/** The poll that a post is to have, if one. @throws Refusal if its options or its date are none. */
export function pollIn({ body, world, now }: Call): Poll | undefined {
  const { voting, votingDueDate } = body;
  if (voting === undefined) return undefined;
  const texts = Array.isArray(voting) ? (voting as unknown[]) : [];
  if (texts.length < 2 || texts.length > 10 || !texts.every(isText))
    throw invalid("Invalid voting");
  const finishesAt = votingDueDate === undefined ? now + USUAL_MS : timeOf(votingDueDate);
  if (!(finishesAt > now)) throw invalid("Invalid voting date");
  return { options: texts.map((text) => ({ id: world.nextId(), text })), finishesAt };
}

function timeOf(date: unknown): number {
  return typeof date === "string" ? new Date(date).getTime() : NaN;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

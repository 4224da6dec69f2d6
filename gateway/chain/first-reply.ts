import type { Hook } from "./chain.ts";
import type { Guard } from "./guard.ts";
import { isReply, type Reply } from "./reply.ts";

/** Runs the hooks of a phase one after another until one replies; without a promise where none of them made one. */
export function firstReply<Subject>(
  guard: Guard,
  hooks: readonly Hook<Subject>[],
  exchange: unknown,
  subject: Subject,
): Reply | undefined | Promise<Reply | undefined> {
  return firstVerdict(guard, hooks, exchange, subject, replyIn);
}

/** The same until `judge` makes something of what a hook gave back. */
export function firstVerdict<Subject, Verdict>(
  guard: Guard,
  hooks: readonly Hook<Subject>[],
  exchange: unknown,
  subject: Subject,
  judge: (result: unknown) => Verdict | undefined,
  from = 0,
): Verdict | undefined | Promise<Verdict | undefined> {
  for (let index = from; index < hooks.length; index++) {
    const result = guard.run(hooks[index] as Hook<Subject>, exchange, subject);
    if (result instanceof Promise) {
      return result.then(
        (settled) =>
          judge(settled) ?? firstVerdict(guard, hooks, exchange, subject, judge, index + 1),
      );
    }
    const verdict = judge(result);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

function replyIn(result: unknown): Reply | undefined {
  return isReply(result) ? result : undefined;
}

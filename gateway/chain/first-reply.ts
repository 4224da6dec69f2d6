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
  for (let index = 0; index < hooks.length; index++) {
    const result = guard.run(hooks[index] as Hook<Subject>, exchange, subject);
    if (result instanceof Promise) {
      return result.then((settled) =>
        isReply(settled) ? settled : firstReply(guard, hooks.slice(index + 1), exchange, subject),
      );
    }
    if (isReply(result)) return result;
  }
  return undefined;
}

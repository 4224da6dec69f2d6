import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { Hook } from "./chain.ts";

/** Runs hooks so that none can hurt more than its own exchange. */
export interface Guard {
  /**
   * Runs one hook and gives back its result, without a promise where the hook made none.
   * A failure of a plugin that is not critical is logged and counted, and the result is `undefined`.
   * @throws GatewayError what the hook threw itself, else `PLUGIN_FAILED` naming plugin and phase.
   */
  readonly run: <Subject>(hook: Hook<Subject>, exchange: unknown, subject: Subject) => unknown;
}

/** Makes a guard that gives every hook `hookTimeoutMs`; `onFailure` counts what plugins did wrong. */
export function createGuard(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly hookTimeoutMs: number;
  readonly onFailure: (plugin: string, phase: string) => void;
}): Guard {
  const { clock, log, hookTimeoutMs, onFailure } = options;

  function fail(hook: Hook<never>, thrown: unknown): undefined {
    if (thrown instanceof GatewayError && hook.critical) throw thrown;
    onFailure(hook.plugin, hook.phase);
    const error = new GatewayError("PLUGIN_FAILED", `The plugin "${hook.plugin}" failed.`, {
      cause: thrown,
      plugin: hook.plugin,
      phase: hook.phase,
    });
    if (hook.critical) throw error;
    log.warn(
      { plugin: hook.plugin, phase: hook.phase, err: thrown },
      "a plugin failed; carrying on",
    );
    return undefined;
  }

  async function settle(hook: Hook<never>, pending: Promise<unknown>): Promise<unknown> {
    const deadline = Promise.withResolvers<never>();
    const timer = clock.setTimeout(() => {
      deadline.reject(new Error(`${hook.phase} took longer than ${hookTimeoutMs} ms`));
    }, hookTimeoutMs);
    try {
      return await Promise.race([pending, deadline.promise]);
    } catch (thrown) {
      fail(hook, thrown);
      return;
    } finally {
      clock.clearTimeout(timer);
    }
  }

  return {
    run: (hook, exchange, subject) => {
      try {
        const result = hook.run(exchange, subject);
        return result instanceof Promise ? settle(hook, result) : result;
      } catch (thrown) {
        fail(hook, thrown);
        return;
      }
    },
  };
}

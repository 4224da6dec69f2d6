import type { AnyHooks, AnyPlugin } from "./plugin.ts";
import type { Attempt, Outcome, UpstreamRequest, UpstreamResponse } from "./exchange.ts";
import type { GatewayError } from "../errors.ts";

/** The phases of an exchange, in the order they happen. */
export const PHASES = [
  "onRequest",
  "onUpstreamRequest",
  "onAttempt",
  "onUpstreamResponse",
  "onError",
  "onComplete",
] as const;
export type Phase = (typeof PHASES)[number];

/** A plugin that was set up, under the name it has in its chain. */
export interface Step {
  readonly plugin: AnyPlugin;
  readonly hooks: AnyHooks;
}

/** One plugin's hook of one phase, ready to run. */
export interface Hook<Args extends readonly unknown[]> {
  readonly plugin: string;
  readonly phase: Phase;
  readonly critical: boolean;
  readonly run: (...args: Args) => unknown;
}

/** A route's plugins sorted into phases, once, when the configuration is loaded. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly onRequest: readonly Hook<[unknown]>[];
  readonly onUpstreamRequest: readonly Hook<[unknown, UpstreamRequest]>[];
  readonly onAttempt: readonly Hook<[unknown, Attempt]>[];
  readonly onUpstreamResponse: readonly Hook<[unknown, UpstreamResponse]>[];
  readonly onError: readonly Hook<[unknown, GatewayError]>[];
  readonly onComplete: readonly Hook<[unknown, Outcome]>[];
}

/** Sorts plugins into phases: requests pass them as listed, answers, errors and endings in reverse. */
export function createChain(steps: readonly Step[]): Chain {
  const inReverse = steps.toReversed();
  return {
    steps,
    onRequest: hooksOf(steps, "onRequest"),
    onUpstreamRequest: hooksOf(steps, "onUpstreamRequest"),
    onAttempt: hooksOf(steps, "onAttempt"),
    onUpstreamResponse: hooksOf(inReverse, "onUpstreamResponse"),
    onError: hooksOf(inReverse, "onError"),
    onComplete: hooksOf(inReverse, "onComplete"),
  };
}

function hooksOf<Args extends readonly unknown[]>(
  steps: readonly Step[],
  phase: Phase,
): Hook<Args>[] {
  return steps.flatMap(({ plugin, hooks }) => {
    const run = hooks[phase] as ((...args: Args) => unknown) | undefined;
    const critical = plugin.critical !== false;
    return run === undefined
      ? []
      : [{ plugin: plugin.name, phase, critical, run: run.bind(hooks) }];
  });
}

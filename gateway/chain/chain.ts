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

/** One plugin's hook of one phase, ready to run on an exchange and what the phase is about. */
export interface Hook<Subject> {
  readonly plugin: string;
  readonly phase: Phase;
  readonly critical: boolean;
  readonly run: (exchange: unknown, subject: Subject) => unknown;
}

/** A route's plugins sorted into phases, once, when the configuration is loaded. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly onRequest: readonly Hook<undefined>[];
  readonly onUpstreamRequest: readonly Hook<UpstreamRequest>[];
  readonly onAttempt: readonly Hook<Attempt>[];
  readonly onUpstreamResponse: readonly Hook<UpstreamResponse>[];
  readonly onError: readonly Hook<GatewayError>[];
  readonly onComplete: readonly Hook<Outcome>[];
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

function hooksOf<Subject>(steps: readonly Step[], phase: Phase): Hook<Subject>[] {
  return steps.flatMap(({ plugin, hooks }) => {
    const run = hooks[phase] as Hook<Subject>["run"] | undefined;
    const critical = plugin.critical !== false;
    return run === undefined
      ? []
      : [{ plugin: plugin.name, phase, critical, run: run.bind(hooks) }];
  });
}

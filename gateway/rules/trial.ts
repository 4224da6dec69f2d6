import { Worker } from "node:worker_threads";
import type { Clock, Timer } from "../clock.ts";
import type { Problem } from "./problem.ts";
import type { SigningFacts } from "./rules.ts";
import type { SchemeDefinition } from "./scheme-definition.ts";

/** What to sign on trial; a case with `headers` must yield exactly those. */
export interface TrialJob {
  readonly definition: SchemeDefinition;
  readonly cases: readonly {
    readonly params: Readonly<Record<string, unknown>>;
    readonly facts: SigningFacts;
    readonly headers?: Readonly<Record<string, string>>;
  }[];
}

/** Signs on trial where nothing can be harmed: bounded in memory, stack and time. */
export interface Trial {
  /** What went wrong, or nothing. Jobs run one after another. */
  readonly run: (job: TrialJob) => Promise<Problem | undefined>;
  readonly close: () => Promise<void>;
}

const BOOT_MS = 30_000;
const IDLE_MS = 10_000;

/** Makes the bench for trials; its worker thread starts with the first job and ends when idle. */
export function createTrial({
  clock,
  deadlineMs = 1_000,
}: {
  readonly clock: Clock;
  readonly deadlineMs?: number;
}): Trial {
  let worker: Worker | undefined;
  let idle: Timer | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const run = async (job: TrialJob): Promise<Problem | undefined> => {
    clock.clearTimeout(idle);
    try {
      worker ??= await startWorker(clock);
      worker.ref();
      worker.postMessage(job);
      const problem = (await nextMessage(worker, clock, deadlineMs)) as Problem | undefined;
      worker.unref();
      idle = clock.setTimeout(stop, IDLE_MS);
      idle.unref();
      return problem;
    } catch {
      stop();
      return STOPPED;
    }
  };

  const stop = (): void => {
    if (worker !== undefined) end(worker);
    worker = undefined;
  };

  return {
    run: (job) => {
      const result = last.then(() => run(job));
      last = result.catch(() => undefined);
      return result;
    },
    close: async () => {
      clock.clearTimeout(idle);
      await last;
      clock.clearTimeout(idle);
      stop();
    },
  };
}

const STOPPED: Problem = {
  place: "",
  reason: "the trial signature was stopped: it took too long or too much memory",
};

async function startWorker(clock: Clock): Promise<Worker> {
  const worker = new Worker(new URL("./trial-worker.ts", import.meta.url), {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4, stackSizeMb: 1 },
  });
  // Whoever waits for it hears of an error; one that comes when nobody does must not end the process.
  worker.on("error", () => undefined);
  try {
    await nextMessage(worker, clock, BOOT_MS);
    return worker;
  } catch (error) {
    end(worker);
    throw error;
  }
}

/** Told to end, and not waited for: a thread that ran out of memory may never say that it has ended. */
function end(worker: Worker): void {
  worker.unref();
  void worker.terminate();
}

/** Rejects if the worker fails, runs out of memory, ends, or says nothing in time. */
function nextMessage(worker: Worker, clock: Clock, waitMs: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const fail = (): void => reject(new Error("The trial worker did not answer."));
  const timer = clock.setTimeout(fail, waitMs);
  worker.once("message", resolve).once("error", fail).once("exit", fail);
  return promise.finally(() => {
    clock.clearTimeout(timer);
    worker.off("message", resolve).off("error", fail).off("exit", fail);
  });
}

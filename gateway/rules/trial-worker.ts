import { parentPort } from "node:worker_threads";
import { loadLogic } from "./logic.ts";
import type { Problem } from "./problem.ts";
import { createSigner } from "./signer.ts";
import type { TrialJob } from "./trial.ts";
import { tryJob } from "./try-job.ts";

/** What one signature may cost, best of three, so that a slow program cannot hold up the event loop. */
const MAX_CPU_MICROSECONDS = 5_000;

const engine = loadLogic();
parentPort?.on("message", (job: TrialJob) => {
  parentPort?.postMessage(tryJob(engine, job) ?? checkCost(job));
});
parentPort?.postMessage("ready");

function checkCost({ definition, cases: [first] }: TrialJob): Problem | undefined {
  if (first === undefined) return undefined;
  const sign = createSigner(definition, engine, first.params);
  const costs = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage();
    sign(first.facts);
    return process.threadCpuUsage(before).user;
  });
  if (Math.min(...costs) <= MAX_CPU_MICROSECONDS) return undefined;
  return { place: "", reason: "one signature takes over 5 ms" };
}

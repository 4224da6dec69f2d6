import { runStorm, type Kill } from "../webhooks/storm.ts";
import { createRandom } from "../support/seeded-random.ts";
import type { Score } from "./score.ts";

const KILLS = 200;
const EVENTS = 5_000;

/** The scorecard's own numbers: 200 kills at random points of 5,000 changes. */
export const webhookStorm: Score = {
  id: "WH08",
  title: "no event lost, misplaced or renamed by 200 kills in 5,000 changes",
  run: async (cleanup) => {
    const seed = Date.now();
    const random = createRandom(seed);
    const kills = Array.from({ length: KILLS }, (): Kill => {
      const at = (["change", "arrival", "answer"] as const)[Math.floor(random() * 3)] ?? "change";
      return { at, count: 1 + Math.floor((random() * 2 * EVENTS) / KILLS) };
    });
    const { kept, events, deliveries, repeats } = await runStorm(cleanup, kills, EVENTS).catch(
      (cause: unknown) => {
        throw new Error(`the storm of seed ${seed} failed`, { cause });
      },
    );
    return `${KILLS} kills (seed ${seed}), ${kept} changes said to be kept, ${events} events, ${deliveries} deliveries, ${repeats} of them repeats`;
  },
};

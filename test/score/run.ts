import { sealedIvs } from "./sealed-ivs.ts";
import { webhookRate } from "./webhook-rate.ts";
import { webhookStorm } from "./webhook-storm.ts";
import type { Score } from "./score.ts";

const SCORES: readonly Score[] = [sealedIvs, webhookRate, webhookStorm];

const chosen = process.argv.slice(2);
const scores = SCORES.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
let failures = 0;
for (const { id, title, run } of scores) {
  const closers: (() => void | Promise<void>)[] = [];
  const startedMs = performance.now();
  const seen = await run({ after: (close) => void closers.push(close) }).catch((error: unknown) => {
    failures++;
    return error instanceof Error ? error : new Error(String(error));
  });
  for (const close of closers.toReversed()) await close();
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  const isHeld = typeof seen === "string";
  console.log(`${isHeld ? "✔" : "✖"} ${id}: ${title} (${seconds} s)`);
  if (isHeld) console.log(`  ${seen}`);
  else console.error(seen);
}
console.log(`${scores.length - failures} of ${scores.length} items hold`);
process.exit(failures === 0 ? 0 : 1);

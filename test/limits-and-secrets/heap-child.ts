import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../gateway/clock.ts";
import { startOverload } from "../../gateway/http/overload.ts";

/** More than fit into the heap. */
const MAX_PIECES = 2_000;

// Fills its heap until it is overloaded, lets go, and goes on as a server does that refuses work.
const overload = startOverload({ clock: systemClock, maxLagMs: 60_000, maxHeapRatio: 0.85 });
const ballast: number[][] = [];
// What is used counts garbage too: a share that was reached may be gone after the next collection.
for (let count = 0; count < MAX_PIECES && overload.isOverloaded() === undefined; count++) {
  ballast.push(new Array<number>(20_000).fill(1.5));
  await pause(1);
}
process.stdout.write(`filled: ${overload.isOverloaded() ?? "fine"}\n`);
ballast.length = 0;
for (let tries = 0; tries < 400 && overload.isOverloaded() !== undefined; tries++) {
  refuseSome();
  await pause(50);
}
process.stdout.write(`let go: ${overload.isOverloaded() ?? "fine"}\n`);
process.exit(0);

function refuseSome(): void {
  for (let count = 0; count < 20; count++) JSON.stringify({ code: "OVERLOADED", count });
}

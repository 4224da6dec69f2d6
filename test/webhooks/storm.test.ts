import { test } from "node:test";
import { runStorm } from "./storm.ts";

test("WH08 WH09: killed in a delivery storm, no event is lost, none is out of order, and a repeat has the same ID", async (t) => {
  const { events, repeats } = await runStorm(t, [
    { at: "change", count: 5 },
    { at: "arrival", count: 9 },
    { at: "answer", count: 9 },
    { at: "change", count: 40 },
  ]);
  t.diagnostic(`${events} events, ${repeats} of them told again`);
});

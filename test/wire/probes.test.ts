import assert from "node:assert/strict";
import { after, describe, it, test } from "node:test";
import type { Slicing } from "../support/raw-client.ts";
import { startLanes, WAYS, type Lane } from "./lanes.ts";
import { loadProbes, observe, type Probe } from "./probe.ts";
import { findFault } from "./verdicts.ts";

const LANES = 4;
const WORDS = { bytes: "writes of one byte", lines: "one write a line" } as const;
const probes = loadProbes();
if (!probes) test("HTTP/1.1 probes", { skip: "../shared/spec/http1-probes.json is absent" });

for (const way of ["a", "b"] as const) {
  if (!probes) break;
  const lanes = await startLanes({ after }, way, LANES);
  let passed = 0;

  describe(`probes, ${WAYS[way]}`, { concurrency: LANES }, () => {
    for (const probe of probes) {
      it(`${probe.id} (${way}): ${probe.name}: ${probe.want}`, async () => {
        const fault = await lanes.use((lane) => run(lane, probe, "whole"));
        assert.equal(fault, undefined);
        passed += 1;
      });
    }
  });

  for (const slicing of ["bytes", "lines"] as const) {
    test(`A01 (${way}): every probe has the same outcome in ${WORDS[slicing]}`, async (t) => {
      t.diagnostic(`${passed} of ${probes.length} passed in one write, ${WAYS[way]}`);
      const faults = await Promise.all(
        probes.map((probe) => lanes.use((lane) => run(lane, probe, slicing))),
      );
      const failed = probes.flatMap(({ id }, index) =>
        faults[index] === undefined ? [] : [`${id}: ${faults[index]}`],
      );
      t.diagnostic(`${probes.length - failed.length} of ${probes.length} passed`);
      assert.deepEqual(failed, []);
    });
  }
}

async function run(lane: Lane, probe: Probe, slicing: Slicing): Promise<string | undefined> {
  const { gateway, origin, prepare } = lane;
  const seen = await observe(probe, prepare(probe), gateway.port, origin, slicing);
  seen.client.destroy();
  return findFault(seen);
}

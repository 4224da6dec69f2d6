import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { test, type TestContext } from "node:test";
import type { AccountServices } from "../../gateway/account-services.ts";
import { createApi } from "../../gateway/api/api.ts";
import type { Host } from "../../gateway/chain/plugin.ts";
import { systemClock } from "../../gateway/clock.ts";
import { createLog } from "../../gateway/observe/log.ts";
import { createMetrics } from "../../gateway/observe/metrics.ts";
import type { LentServices } from "../../gateway/lent-services.ts";
import mediaPlugin from "../../plugins/media.ts";
import metricsPlugin from "../../plugins/metrics.ts";

const folder = new URL("../../config/examples/prometheus/", import.meta.url);

/** Names of everything a gateway with the default chain registers. */
async function registeredNames(t: TestContext): Promise<ReadonlySet<string>> {
  const clock = systemClock;
  const metrics = createMetrics({ clock });
  const log = createLog({ level: "silent", clock, destination: { write: () => true } });
  const services = {} as LentServices;
  const accounts = { store: {} } as AccountServices;
  const api = await createApi({ services, accounts, clock, log, metrics: metrics.plugin });
  for (const plugin of [metricsPlugin, mediaPlugin])
    await plugin.setup({}, { clock, log, services, metrics: metrics.plugin } satisfies Host);
  t.after(async () => {
    await api.close();
    metrics.close();
  });
  return new Set(metrics.names());
}

test("every metric named in the Prometheus and Grafana examples exists", async (t) => {
  const registered = await registeredNames(t);
  const files = await readdir(folder);
  assert.deepEqual(files.sort(), ["alerts.yml", "dashboard.json", "prometheus.yml"]);
  const used = new Set<string>();
  for (const file of files) {
    const text = await readFile(new URL(file, folder), "utf8");
    for (const [name] of text.matchAll(/\b(?:countersign|process|nodejs)_[a-z_]+/g))
      used.add(name.replace(/_(?:bucket|sum|count)$/, ""));
  }
  assert.ok(used.size > 20, `only ${used.size} names were found`);
  assert.deepEqual(
    [...used].filter((name) => !registered.has(name)),
    [],
  );
});

test("every series of the gateway is on the board or in an alert", async (t) => {
  const texts = await Promise.all(
    ["alerts.yml", "dashboard.json"].map((file) => readFile(new URL(file, folder), "utf8")),
  );
  const unused = [...(await registeredNames(t))].filter(
    (name) => name.startsWith("countersign_") && !texts.join().includes(name),
  );
  assert.deepEqual(unused, []);
});

test("the board is a dashboard whose panels do not overlap and have distinct ids", async () => {
  const board = JSON.parse(await readFile(new URL("dashboard.json", folder), "utf8")) as {
    readonly panels: readonly {
      readonly id: number;
      readonly gridPos: Readonly<Record<"x" | "y" | "w" | "h", number>>;
    }[];
  };
  const cells = board.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
  );
  assert.equal(new Set(cells).size, cells.length);
  assert.equal(new Set(board.panels.map(({ id }) => id)).size, board.panels.length);
});

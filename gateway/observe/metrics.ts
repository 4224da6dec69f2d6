import type { PluginMetrics } from "./families.ts";
import { Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import { createEngineSeries, type EngineSeries } from "./engine-series.ts";
import { createFamilies } from "./families.ts";
import { startProcessSeries } from "./process-series.ts";

/** All series of one gateway. */
export interface Metrics {
  /** For plugins; `countersign_` is put before names that lack it. */
  readonly plugin: PluginMetrics;
  /** For the engine's own rooms. */
  readonly engine: EngineSeries;
  /** Everything in Prometheus' text format. */
  readonly text: () => Promise<string>;
  readonly contentType: string;
  /** Names of all registered metrics, without the suffixes of histograms. */
  readonly names: () => readonly string[];
  readonly close: () => void;
}

/** The series of one gateway, in a registry of its own. */
export function createMetrics(options: { readonly clock: Clock }): Metrics {
  const registry = new Registry();
  const families = createFamilies(registry);
  const stopProcessSeries = startProcessSeries(registry);
  return {
    plugin: families,
    engine: createEngineSeries(registry, families, options.clock),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    names: () => registry.getMetricsAsArray().map((metric) => metric.name),
    close: () => {
      stopProcessSeries();
      registry.clear();
    },
  };
}

import type { Registry } from "prom-client";
import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import type { PluginMetrics } from "./families.ts";
import { createScrapedGauges, type Sources } from "./scraped-gauges.ts";

/** The series of the engine's rooms: counted by calls, or read from `Sources`. */
export interface EngineSeries {
  /** Adds places to read gauges from. */
  readonly readFrom: (sources: Sources) => void;
  /** A rules document was not accepted. */
  readonly rulesRejected: (environment: EnvironmentName) => void;
  /** A candidate configuration was taken, refused, or brought nothing new. */
  readonly reloaded: (result: "applied" | "refused" | "unchanged") => void;
  /** A request head was refused before any route saw it; `reason` is one word of a small set. */
  readonly headRefused: (reason: string) => void;
  /** A hook threw or took too long. */
  readonly pluginFailed: (plugin: string, phase: string) => void;
  /** An upstream connection was dropped from the pool because its bytes could not be trusted. */
  readonly upstreamPoisoned: () => void;
  /** A body ended before it was complete. */
  readonly bodyTruncated: (side: "client" | "upstream") => void;
}

/** The engine's series in a registry. */
export function createEngineSeries(
  registry: Registry,
  { counter }: PluginMetrics,
  clock: Clock,
): EngineSeries {
  const rejected = counter("rules_rejected_total", "Rules documents that were not accepted.", [
    "environment",
  ]);
  const reloads = counter("reloads_total", "Candidate configurations, by result.", ["result"]);
  const refused = counter("heads_refused_total", "Request heads refused before routing.", [
    "reason",
  ]);
  const failures = counter("plugin_errors_total", "Hooks of plugins that threw or took too long.", [
    "plugin",
    "phase",
  ]);
  const poisoned = counter(
    "upstream_connections_poisoned_total",
    "Upstream connections dropped because their bytes could not be trusted.",
  );
  const truncated = counter(
    "bodies_truncated_total",
    "Bodies that ended before they were complete, by the side that cut them.",
    ["side"],
  );
  // A series that first appears with its first event hides that event from `increase()`.
  for (const environment of ["sandbox", "live"]) rejected.add({ environment }, 0);
  for (const result of ["applied", "refused", "unchanged"]) reloads.add({ result }, 0);
  for (const side of ["client", "upstream"]) truncated.add({ side }, 0);
  poisoned.add({}, 0);
  return {
    readFrom: createScrapedGauges(registry, clock),
    rulesRejected: (environment) => rejected.add({ environment }),
    reloaded: (result) => reloads.add({ result }),
    headRefused: (reason) => refused.add({ reason }),
    pluginFailed: (plugin, phase) => failures.add({ plugin, phase }),
    upstreamPoisoned: () => poisoned.add(),
    bodyTruncated: (side) => truncated.add({ side }),
  };
}

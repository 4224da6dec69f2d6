import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, type Registry } from "prom-client";

const samplingMs = 10;

/**
 * Starts the series about the process, under the names that Prometheus' clients share, and the lag
 * of its event loop; returns what stops them. Values are read when scraped.
 */
export function startProcessSeries(registry: Registry): () => void {
  const registers = [registry];
  let countedCpuSeconds = 0;
  new Counter({
    name: "process_cpu_seconds_total",
    help: "User and system CPU time spent by the process.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      const cpuSeconds = (user + system) / 1e6;
      this.inc(cpuSeconds - countedCpuSeconds);
      countedCpuSeconds = cpuSeconds;
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory of the process.",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "process_start_time_seconds",
    help: "When the process started, in seconds since 1970.",
    registers,
  }).set(performance.timeOrigin / 1000);
  new Gauge({
    name: "nodejs_heap_size_used_bytes",
    help: "Heap in use by JavaScript objects.",
    registers,
    collect() {
      this.set(process.memoryUsage().heapUsed);
    },
  });
  new Gauge({
    name: "nodejs_active_resources",
    help: "Sockets, timers and other resources that keep the event loop alive, by kind.",
    labelNames: ["type"],
    registers,
    collect() {
      this.reset();
      for (const type of process.getActiveResourcesInfo()) this.inc({ type });
    },
  });
  return startEventLoopLag(registry);
}

function startEventLoopLag(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: samplingMs });
  delay.enable();
  // Node measures from one sample to the next, the wait between them included.
  const lagSeconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - samplingMs / 1000);
  new Gauge({
    name: "countersign_event_loop_lag_seconds",
    help: "How late the event loop ran since the last scrape.",
    labelNames: ["quantile"],
    registers: [registry],
    collect() {
      this.set({ quantile: "0.5" }, lagSeconds(delay.percentile(50)));
      this.set({ quantile: "0.99" }, lagSeconds(delay.percentile(99)));
      this.set({ quantile: "1" }, lagSeconds(delay.max));
      delay.reset();
    },
  });
  return () => {
    delay.disable();
  };
}

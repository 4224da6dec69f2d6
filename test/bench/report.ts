import type { ManyConnections, Share } from "./many-connections.ts";

/** One candidate's medians. */
export interface Row {
  readonly name: string;
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  readonly addedP50Ms: number;
  readonly addedP99Ms: number;
  readonly cpuSecondsPerGigabyte: number;
  readonly rssBytes: number;
  readonly failures: number;
  /** Rounds in which its core was busy enough to say anything. */
  readonly roundsCounted: number;
}

/** All that a run of the benchmark found. */
export interface Results {
  readonly at: string;
  readonly machine: string;
  readonly rounds: number;
  /** The first is what the others are compared with. */
  readonly rows: readonly Row[];
  readonly signMicroseconds: number;
  /** CPU of a typed answer in terms of the same one passed on, by the size of the upstream's. */
  readonly managedRatios: Readonly<Record<string, number>>;
  readonly reload:
    { readonly exchanges: number; readonly failures: number; readonly reloads: number } | undefined;
  /** Until it serves: with nothing compiled yet, and the median of later starts. */
  readonly start: { readonly firstMs: number; readonly laterMs: number };
  readonly manyConnections: ManyConnections;
}

/** Prints a Markdown table and, as the last line, everything as one line of JSON. */
export function printReport(results: Results): void {
  const { rows, reload, signMicroseconds, managedRatios, start, manyConnections } = results;
  const [base] = rows;
  if (!base) return;
  const ratios = rows.map((row) => ({
    name: row.name,
    throughput: round(row.perSecond / base.perSecond, 3),
    cpuPerExchange: round(row.cpuMicroseconds / base.cpuMicroseconds, 3),
    rss: round(row.rssBytes / base.rssBytes, 3),
  }));
  const lines = [
    `Measured ${results.at.slice(0, 10)} on ${results.machine}; medians of interleaved rounds.`,
    "",
    "| | exchanges/s | ratio | CPU/exchange | added p50 | added p99 | CPU/GB | RSS, 200 slow streams | rounds counted |",
    "|---|---|---|---|---|---|---|---|---|",
    ...rows.map((row, index) =>
      [
        "",
        row.name,
        row.perSecond.toFixed(0),
        ratios[index]?.throughput,
        `${row.cpuMicroseconds.toFixed(0)} µs`,
        `${row.addedP50Ms.toFixed(2)} ms`,
        `${row.addedP99Ms.toFixed(2)} ms`,
        `${row.cpuSecondsPerGigabyte.toFixed(2)} s`,
        `${(row.rssBytes / 1_048_576).toFixed(0)} MiB`,
        `${row.roundsCounted}/${results.rounds}`,
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
    `Signing: ${signMicroseconds.toFixed(1)} µs. Ready after ${start.laterMs.toFixed(0)} ms; the first start on a machine, which compiles, ${start.firstMs.toFixed(0)} ms.`,
    `A typed answer takes the CPU of one passed on, times: ${Object.entries(managedRatios)
      .map(([size, ratio]) => `${ratio.toFixed(2)} at ${size}`)
      .join(", ")}.`,
    reload === undefined
      ? ""
      : `Reload under load: ${reload.failures} failed of ${reload.exchanges} exchanges over ${reload.reloads} reloads.`,
    `10,000 connections in the store against 10: ${shareText(manyConnections)} (10 against 10: ${shareText(manyConnections.equal)}), ${manyConnections.failures} failed, ${manyConnections.roundsCounted}/${manyConnections.rounds} rounds counted.`,
    "",
    JSON.stringify({ ...results, ratios }),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}

function shareText({ throughput, cpuPerExchange, rss }: Share): string {
  return `${throughput.toFixed(2)} of the throughput, ${cpuPerExchange.toFixed(2)} of the CPU/exchange, ${rss.toFixed(2)} of the RSS`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

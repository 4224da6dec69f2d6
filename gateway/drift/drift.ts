import type { Clock, Timer } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";
import type { PluginMetrics } from "../observe/families.ts";
import type { MetaRepository } from "../store/meta.ts";
import { accept, learn, LEARNING_SAMPLES, NOTHING, type Change, type Learned } from "./learned.ts";
import { shapeOf } from "./shape.ts";

/** One endpoint's answers, and how they changed. */
export interface DriftReport {
  readonly environment: EnvironmentName;
  readonly endpoint: string;
  readonly samples: number;
  /** Until enough answers were seen nothing is compared. */
  readonly isLearning: boolean;
  readonly changes: readonly Change[];
}

/** Watches whether the upstream's answers keep their form. */
export interface Drift {
  /** Looks at an answer, if it is time to; `endpoint` is a template, and one of few. */
  readonly observe: (environment: EnvironmentName, endpoint: string, json: unknown) => void;
  /** What was seen so far, by endpoint. */
  readonly reports: () => readonly DriftReport[];
  /** Takes the changes of one endpoint for right. @throws GatewayError `RESOURCE_NOT_FOUND` if it has none. */
  readonly accept: (environment: EnvironmentName, endpoint: string) => Promise<DriftReport>;
  /** Keeps what is not kept yet. */
  readonly close: () => Promise<void>;
}

const PREFIX = "drift.";
/** How often one endpoint is looked at: sooner while its answers are learned. */
const LEARNING_EVERY_MS = 1_000;
const WATCHING_EVERY_MS = 15_000;
const SAVE_AFTER_MS = 10_000;
const MAX_ENDPOINTS = 500;

/** Opens the watch with what former processes learned. */
export async function openDrift(options: {
  readonly meta: MetaRepository;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<PluginMetrics, "counter">;
  /** Told of every change once. */
  readonly onDrift: (
    environment: EnvironmentName,
    endpoint: string,
    found: readonly Change[],
  ) => void;
}): Promise<Drift> {
  const { meta, clock, log, onDrift } = options;
  const changes = options.metrics.counter(
    "upstream_drift_total",
    "Changes in the form of the upstream's answers, by endpoint.",
    ["environment", "endpoint"],
  );
  const learned = new Map<string, Learned>();
  for (const [name, value] of await meta.list(PREFIX))
    learned.set(name.slice(PREFIX.length), JSON.parse(value) as Learned);
  const seenAt = new Map<string, number>();
  const unsaved = new Set<string>();
  let saving: Promise<void> = Promise.resolve();
  let timer: Timer | undefined;

  function save(): Promise<void> {
    clock.clearTimeout(timer);
    timer = undefined;
    const keys = [...unsaved];
    unsaved.clear();
    const before = saving.catch(() => undefined);
    saving = before.then(async () => {
      for (const key of keys) await meta.set(PREFIX + key, JSON.stringify(learned.get(key)));
    });
    return saving;
  }

  function keep(key: string, state: Learned): void {
    learned.set(key, state);
    unsaved.add(key);
    timer ??= clock.setTimeout(() => {
      save().catch((error: unknown) => log.warn({ error }, "what was learned was not kept"));
    }, SAVE_AFTER_MS);
    timer.unref();
  }

  return {
    observe: (environment, endpoint, json) => {
      const key = `${environment} ${endpoint}`;
      const before = learned.get(key) ?? NOTHING;
      const everyMs = before.samples < LEARNING_SAMPLES ? LEARNING_EVERY_MS : WATCHING_EVERY_MS;
      const nowMs = clock.now();
      if (nowMs < (seenAt.get(key) ?? -everyMs) + everyMs) return;
      if (!learned.has(key) && learned.size >= MAX_ENDPOINTS) return;
      seenAt.set(key, nowMs);
      const { after, found } = learn(before, shapeOf(json));
      keep(key, after);
      if (found.length === 0) return;
      changes.add({ environment, endpoint }, found.length);
      log.warn({ environment, endpoint, changes: found }, "the upstream's answers changed");
      onDrift(environment, endpoint, found);
    },
    reports: () => [...learned].sort(([a], [b]) => (a < b ? -1 : 1)).map(reportOf),
    accept: async (environment, endpoint) => {
      const key = `${environment} ${endpoint}`;
      const before = learned.get(key);
      if (before === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", "No answer of this endpoint was seen yet.");
      keep(key, accept(before));
      await save();
      return reportOf([key, accept(before)]);
    },
    close: save,
  };
}

function reportOf([key, { samples, changes }]: readonly [string, Learned]): DriftReport {
  const space = key.indexOf(" ");
  return {
    environment: key.slice(0, space) as EnvironmentName,
    endpoint: key.slice(space + 1),
    samples,
    isLearning: samples < LEARNING_SAMPLES,
    changes,
  };
}

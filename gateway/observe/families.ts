import { Counter, Gauge, Histogram, type Registry } from "prom-client";

/** A series a plugin may add to. Label values must come from small, fixed sets: never a connection, user or URL. */
export interface PluginMetrics {
  readonly counter: (
    name: string,
    help: string,
    labels?: readonly string[],
  ) => { readonly add: (labels?: Readonly<Record<string, string>>, value?: number) => void };
  readonly histogram: (
    name: string,
    help: string,
    labels?: readonly string[],
    buckets?: readonly number[],
  ) => { readonly observe: (labels: Readonly<Record<string, string>>, seconds: number) => void };
  readonly gauge: (
    name: string,
    help: string,
    labels?: readonly string[],
  ) => {
    readonly set: (labels: Readonly<Record<string, string>>, value: number) => void;
    /** Moves it by `value`, so that several generations can count on one gauge. */
    readonly add: (labels: Readonly<Record<string, string>>, value: number) => void;
  };
}

type Labels = Readonly<Record<string, string>>;

const prefix = "countersign_";
const maxSeriesPerFamily = 500;

/** From a fast local answer to a slow upload, in seconds. */
const secondsBuckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/**
 * Families of series in a registry, each made once: a name asked for again is the same family.
 * A family keeps at most 500 label sets; what comes after is counted under `other`.
 * @throws Error if a name is taken by a family of another kind or with other labels.
 */
export function createFamilies(registry: Registry): PluginMetrics {
  const families = new Map<string, { readonly shape: string; readonly family: unknown }>();

  function once<Family>(
    kind: string,
    name: string,
    labels: readonly string[],
    make: (name: string, labelNames: string[]) => Family,
  ): Family {
    const fullName = name.startsWith(prefix) ? name : prefix + name;
    const shape = `${kind}(${labels.join()})`;
    const known = families.get(fullName);
    if (known === undefined) {
      const family = make(fullName, [...labels]);
      families.set(fullName, { shape, family });
      return family;
    }
    if (known.shape === shape) return known.family as Family;
    throw new Error(`The metric ${fullName} is already a ${known.shape}, not a ${shape}.`);
  }

  return {
    counter: (name, help, labels = []) =>
      once("counter", name, labels, (fullName, labelNames) => {
        const counter = new Counter({ name: fullName, help, labelNames, registers: [registry] });
        const child = bounded(labels, (values) => counter.labels(values));
        return {
          add: (values: Labels = {}, value = 1) => {
            child(values).inc(value);
          },
        };
      }),
    histogram: (name, help, labels = [], buckets = secondsBuckets) =>
      once("histogram", name, labels, (fullName, labelNames) => {
        const histogram = new Histogram({
          name: fullName,
          help,
          labelNames,
          buckets: [...buckets],
          registers: [registry],
        });
        const child = bounded(labels, (values) => histogram.labels(values));
        return {
          observe: (values: Labels, seconds: number) => {
            child(values).observe(seconds);
          },
        };
      }),
    gauge: (name, help, labels = []) =>
      once("gauge", name, labels, (fullName, labelNames) => {
        const gauge = new Gauge({ name: fullName, help, labelNames, registers: [registry] });
        const child = bounded(labels, (values) => gauge.labels(values));
        return {
          set: (values: Labels, value: number) => {
            child(values).set(value);
          },
          add: (values: Labels, value: number) => {
            child(values).inc(value);
          },
        };
      }),
  };
}

/** Children by the values of their labels, one level a label: cheaper to ask than a joined key. */
interface Branch<Child> {
  readonly branches: Map<string, Branch<Child>>;
  child: Child | undefined;
}

/** The child of each label set, resolved once; past the limit, the one child that stands for all others. */
function bounded<Child>(
  labelNames: readonly string[],
  resolve: (values: Record<string, string>) => Child,
): (values: Labels) => Child {
  const root: Branch<Child> = { branches: new Map(), child: undefined };
  let seriesCount = 0;
  let other: Child | undefined;

  function add(values: Labels): Child {
    if (seriesCount >= maxSeriesPerFamily) {
      other ??= resolve(Object.fromEntries(labelNames.map((name) => [name, "other"])));
      return other;
    }
    seriesCount++;
    let branch = root;
    for (const name of labelNames) {
      const value = values[name] ?? "";
      const next = branch.branches.get(value) ?? { branches: new Map(), child: undefined };
      branch.branches.set(value, next);
      branch = next;
    }
    // Only declared labels: prom-client would refuse others at each use.
    branch.child = resolve(
      Object.fromEntries(labelNames.map((name) => [name, values[name] ?? ""])),
    );
    return branch.child;
  }

  return (values) => {
    let branch: Branch<Child> | undefined = root;
    for (const name of labelNames) {
      branch = branch.branches.get(values[name] ?? "");
      if (branch === undefined) return add(values);
    }
    return branch.child ?? add(values);
  };
}

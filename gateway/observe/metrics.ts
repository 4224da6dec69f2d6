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
  ) => { readonly set: (labels: Readonly<Record<string, string>>, value: number) => void };
}

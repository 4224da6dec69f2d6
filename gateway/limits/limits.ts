/** What a bucket says about one request. */
export interface LimitVerdict {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** Rate limits and concurrency, in memory for one process; the same interface over Redis for many. */
export interface Limits {
  /** Takes one request out of the bucket `key`. */
  readonly take: (
    key: string,
    options: { readonly perMinute: number; readonly burst: number },
  ) => Promise<LimitVerdict>;
  /** Takes one of the `max` places that `key` has in this process; `false` if all are taken. */
  readonly enter: (key: string, max: number) => boolean;
  /** Gives a place back: once for each `enter` that said `true`. */
  readonly leave: (key: string) => void;
}

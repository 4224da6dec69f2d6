/** What was last noted of so many connections; the one not noted for longest is forgotten first. */
export interface Recent<Value> {
  readonly get: (connectionId: string) => Value | undefined;
  readonly set: (connectionId: string, value: Value) => void;
  readonly delete: (connectionId: string) => void;
  readonly entries: () => Iterable<readonly [connectionId: string, value: Value]>;
}

/** Nothing yet, and never more than `max`. */
export function createRecent<Value>(max: number): Recent<Value> {
  const values = new Map<string, Value>();
  return {
    get: (connectionId) => values.get(connectionId),
    set: (connectionId, value) => {
      values.delete(connectionId);
      values.set(connectionId, value);
      if (values.size <= max) return;
      const [oldest] = values.keys();
      if (oldest !== undefined) values.delete(oldest);
    },
    delete: (connectionId) => void values.delete(connectionId),
    entries: () => values,
  };
}

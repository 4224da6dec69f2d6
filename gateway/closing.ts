/** What was opened, to be closed in reverse. */
export interface Closing {
  /** Adds what closes something that was just opened. */
  readonly add: (close: () => Promise<unknown> | void) => void;
  /** Closes everything added so far, the last opened first; a second call finds nothing left. */
  readonly closeAll: () => Promise<void>;
}

/** An empty list. */
export function createClosing(): Closing {
  const closers: (() => Promise<unknown> | void)[] = [];
  return {
    add: (close) => {
      closers.push(close);
    },
    closeAll: async () => {
      for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close();
    },
  };
}

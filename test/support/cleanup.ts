import { after } from "node:test";

/** Whatever can run something when a test or a file of tests is over: a `TestContext`, or `{ after }` of node:test. */
export interface Cleanup {
  readonly after: (close: () => void | Promise<void>) => void;
}

/** Runs things when the file of tests is over, the last added first, also those added inside a hook, where `after` would run them at the hook's own end. */
export function untilFileEnds(): Cleanup {
  const closers: (() => void | Promise<void>)[] = [];
  after(async () => {
    for (const close of closers.toReversed()) await close();
  });
  return { after: (close) => void closers.push(close) };
}

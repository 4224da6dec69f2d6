/** Whatever can run something when a test or a file of tests is over: a `TestContext`, or `{ after }` of node:test. */
export interface Cleanup {
  readonly after: (close: () => void | Promise<void>) => void;
}

import type { Readable, Writable } from "node:stream";

type Params = Readonly<Record<string, unknown>>;

/** A browser's answer to a command, or what it tells of itself. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- The protocol's answers are typed by its own reference.
export type Told = any;

/** One thing of a browser that can be told what to do: the browser itself, or a page. */
export interface Target {
  /** @throws Error if the browser refuses, or has ended. */
  readonly send: (method: string, params?: Params) => Promise<Told>;
  readonly on: (method: string, listener: (params: Told) => void) => void;
}

/** The debugging protocol of a browser over the two pipes it was started with. */
export interface Devtools extends Target {
  /** Everything that is sent to one page's session and comes from it. */
  readonly session: (sessionId: string) => Target;
}

const NUL = 0;

/** Speaks it: messages are JSON, each ended by a zero byte. */
export function createDevtools(toBrowser: Writable, fromBrowser: Readable): Devtools {
  const waiting = new Map<number, PromiseWithResolvers<Told>>();
  const listeners = new Map<string, ((params: Told) => void)[]>();
  let last = 0;
  let isOver = false;
  let parts: Buffer[] = [];

  function end(): void {
    isOver = true;
    for (const { reject } of waiting.values()) reject(new Error("The browser has ended."));
    waiting.clear();
    listeners.clear();
  }

  function receive(message: Told): void {
    const { id, method, params, result, error, sessionId = "" } = message;
    if (id === undefined) {
      for (const listener of listeners.get(`${sessionId} ${method}`) ?? []) listener(params);
      return;
    }
    const answer = waiting.get(id);
    waiting.delete(id);
    // Of a refusal only the code is kept: its text may repeat what was typed.
    if (error === undefined) answer?.resolve(result);
    else answer?.reject(new Error(`The browser refused a command (${error.code}).`));
  }

  fromBrowser.on("data", (chunk: Buffer) => {
    let from = 0;
    for (let to = chunk.indexOf(NUL); to !== -1; to = chunk.indexOf(NUL, from)) {
      const whole = Buffer.concat([...parts, chunk.subarray(from, to)]);
      parts = [];
      from = to + 1;
      receive(JSON.parse(whole.toString()));
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  });
  fromBrowser.on("close", end);
  for (const pipe of [toBrowser, fromBrowser]) pipe.on("error", end);

  function target(sessionId: string): Target {
    return {
      send: (method, params = {}) => {
        const answer = Promise.withResolvers<Told>();
        if (isOver) answer.reject(new Error("The browser has ended."));
        else {
          const id = ++last;
          waiting.set(id, answer);
          const message = { id, method, params, ...(sessionId !== "" && { sessionId }) };
          toBrowser.write(`${JSON.stringify(message)}\0`);
        }
        return answer.promise;
      },
      on: (method, listener) => {
        const name = `${sessionId} ${method}`;
        listeners.set(name, [...(listeners.get(name) ?? []), listener]);
      },
    };
  }
  return { ...target(""), session: target };
}

import type { Readable, Writable } from "node:stream";
import type { CDPSession } from "playwright-core";

/**
 * One thing of a browser that can be told what to do: the browser itself, or a page. A command rejects
 * if the browser refuses it or has ended. The types are Playwright's, of which nothing runs here: it
 * would have itself shown every request, with what was typed into it.
 */
export type Target = Pick<CDPSession, "send" | "on">;

/** The debugging protocol of a browser over the two pipes it was started with. */
export type Devtools = Target & {
  /** Everything that is sent to one page's session and comes from it. */
  readonly session: (sessionId: string) => Target;
};

/** A message of the browser's: an answer, or an event. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
  readonly sessionId?: string;
}

type Listener = (params: unknown) => void;

const NUL = 0;

/** Speaks it: messages are JSON, each ended by a zero byte. */
export function createDevtools(toBrowser: Writable, fromBrowser: Readable): Devtools {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  const listeners = new Map<string, Listener[]>();
  let last = 0;
  let isOver = false;
  let parts: Buffer[] = [];

  function end(): void {
    isOver = true;
    for (const { reject } of waiting.values()) reject(new Error("The browser has ended."));
    waiting.clear();
    listeners.clear();
  }

  function receive({ id, method = "", params, result, error, sessionId = "" }: Message): void {
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
      receive(JSON.parse(whole.toString()) as Message);
    }
    if (from < chunk.length) parts.push(chunk.subarray(from));
  });
  fromBrowser.on("close", end);
  for (const pipe of [toBrowser, fromBrowser]) pipe.on("error", end);

  function send(sessionId: string, method: string, params: unknown): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    if (isOver) answer.reject(new Error("The browser has ended."));
    else {
      const id = ++last;
      waiting.set(id, answer);
      const message = { id, method, params, ...(sessionId !== "" && { sessionId }) };
      toBrowser.write(`${JSON.stringify(message)}\0`);
    }
    return answer.promise;
  }

  function target(sessionId: string): Target {
    const on = (method: string, listener: Listener) => {
      const name = `${sessionId} ${method}`;
      listeners.set(name, [...(listeners.get(name) ?? []), listener]);
    };
    return {
      send: (method: string, params: unknown = {}) => send(sessionId, method, params),
      on,
    } as unknown as Target;
  }
  return { ...target(""), session: target };
}

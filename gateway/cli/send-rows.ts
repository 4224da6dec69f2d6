import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { AdminApi } from "./admin-api.ts";
import { CommandError, EXIT } from "./command-error.ts";

/** What became of a row; `row` is its line in the input. */
export type RowResult = { readonly row: number } & (
  | {
      readonly ok: true;
      readonly result: "created" | "updated" | "unchanged";
      readonly connectionId?: string;
    }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } }
);

/** Less than the gateway takes at once. */
const ROWS_A_REQUEST = 5_000;

/**
 * Sends lines to the gateway as they come and gives each row's result as it is done.
 * @throws CommandError if the gateway refuses all of them, or is gone before it was done.
 */
export async function* sendRows(
  gateway: AdminApi,
  path: string,
  input: Readable,
): AsyncGenerator<RowResult> {
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  let sent = 0;

  async function* part(): AsyncGenerator<Buffer> {
    for (let count = 0; count < ROWS_A_REQUEST; count += 1) {
      const { done, value } = await lines.next();
      if (done === true) return;
      sent += 1;
      yield Buffer.from(`${value}\n`);
    }
  }

  let before: number;
  do {
    before = sent;
    const answer = await gateway.open(path, {
      method: "POST",
      headers: { "content-type": "application/jsonl" },
      body: Readable.from(part()),
    });
    yield* resultsIn(answer, before);
  } while (sent - before === ROWS_A_REQUEST);
}

async function* resultsIn(answer: Readable, before: number): AsyncGenerator<RowResult> {
  try {
    for await (const line of createInterface({ input: answer })) {
      const result = JSON.parse(line) as RowResult;
      yield { ...result, row: before + result.row };
    }
  } catch (cause) {
    throw new CommandError(
      EXIT.unreachable,
      "The gateway broke off. Run the same command again: rows that are done stay as they are.",
      cause,
    );
  }
}

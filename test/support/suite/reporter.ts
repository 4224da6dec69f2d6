import { compose } from "node:stream";
import { spec, type TestEvent } from "node:test/reporters";
import { suiteFolder } from "./kept.ts";
import { scan } from "./scan.ts";

/** Node's own `spec` report of the whole suite, then what a search of it, and of all that tests left, for secrets came to. A leak fails the run. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const output: Buffer[] = [];
  for await (const chunk of compose(events, new spec()) as AsyncIterable<Buffer | string>) {
    output.push(Buffer.from(chunk as string));
    yield chunk.toString();
  }
  const folder = suiteFolder();
  if (folder === undefined) return;
  const { summary, problems } = scan(folder, Buffer.concat(output));
  for (const problem of problems) yield `✖ a secret in clear in ${problem}\n`;
  yield `ℹ secrets: ${summary}\n`;
  if (problems.length > 0) process.exitCode = 1;
}

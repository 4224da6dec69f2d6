import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import { recordedLog } from "./recorded-log.ts";

test("a line carries level, ISO time, fields and the sentence", () => {
  const { log, last } = recordedLog();
  log.info({ requestId: "req_1", status: 200, ok: true, nothing: null }, "exchange");
  assert.deepEqual(last(), {
    level: "info",
    time: "2026-01-02T03:04:05.006Z",
    requestId: "req_1",
    status: 200,
    ok: true,
    nothing: null,
    msg: "exchange",
  });
});

test("a child's fields are on each of its lines, cleaned", () => {
  const { log, last } = recordedLog();
  log.child({ room: "rules", cookie: "sess=1" }).child({ environment: "live" }).warn({}, "old");
  assert.equal(last()["room"], "rules");
  assert.equal(last()["environment"], "live");
  assert.equal(last()["cookie"], "***");
});

test("lines below the level are not written, and none after closing", async () => {
  const { log, lines } = recordedLog("warn");
  log.info({}, "quiet");
  log.error({}, "loud");
  await log.close();
  log.error({}, "too late");
  assert.equal(lines.length, 1);
});

test("J16: line breaks, terminal codes and quotes of strangers stay inside one line per event", () => {
  const { log, lines, last } = recordedLog();
  const name = 'x\r\n{"level":"error"}\u001b[2J\u2028"';
  log.info({ name, [name]: 1 }, name);
  assert.equal(lines.length, 1);
  assert.equal((lines[0] ?? "").indexOf("\n"), (lines[0] ?? "").length - 1);
  assert.equal(last()["name"], name);
});

test("what was logged just before the process exits is on standard output", async () => {
  const script = `
    import { createLog } from "./gateway/observe/log.ts";
    import { systemClock } from "./gateway/clock.ts";
    const log = createLog({ level: "info", clock: systemClock });
    for (let i = 0; i < 1000; i++) log.info({ i }, "line");
    process.exit(3);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const cwd = new URL("../../", import.meta.url);
  const run = promisify(execFile)(process.execPath, args, { cwd });
  const failed = (await run.catch((error: unknown) => error)) as { code: number; stdout: string };
  assert.equal(failed.code, 3);
  const lines = failed.stdout.trimEnd().split("\n");
  // A write under way when the process exits may come after the rest, whole all the same.
  assert.deepEqual(
    lines.map((line) => (JSON.parse(line) as { i: number }).i).toSorted((a, b) => a - b),
    Array.from({ length: 1000 }, (_, i) => i),
  );
});

test("closing one log on standard output flushes it and leaves another usable", async () => {
  const script = `
    import { createLog } from "./gateway/observe/log.ts";
    import { systemClock } from "./gateway/clock.ts";
    const [first, second] = [1, 2].map(() => createLog({ level: "info", clock: systemClock }));
    first.info({}, "first");
    await first.close();
    second.info({}, "second");
    await second.close();`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const cwd = new URL("../../", import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  const sentences = stdout
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { msg: string }).msg);
  assert.deepEqual(sentences, ["first", "second"]);
});

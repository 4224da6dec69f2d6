import assert from "node:assert/strict";
import { test } from "node:test";
import { unfitProcess } from "../../gateway/cli/unfit-process.ts";

const NODE = "26.10.0";

for (const [id, what, env, flags, said] of [
  ["N05", "DEBUG=*", { DEBUG: "*" }, [], /^DEBUG would write secrets/],
  ["N05", "DEBUG=http-proxy-3", { DEBUG: "http-proxy-3" }, [], /^DEBUG /],
  ["N05", "NODE_DEBUG in capitals", { NODE_DEBUG: "HTTP" }, [], /^NODE_DEBUG would write secrets/],
  ["N05", "NODE_DEBUG with a wildcard", { NODE_DEBUG: "ht*" }, [], /^NODE_DEBUG /],
  ["N05", "NODE_DEBUG_NATIVE", { NODE_DEBUG_NATIVE: "tls" }, [], /^NODE_DEBUG_NATIVE /],
  ["N10", "a TLS key log", {}, ["--tls-keylog=/tmp/keys"], /^Node's --tls-keylog .*keys/],
  [
    "N10",
    "a TLS key log in NODE_OPTIONS",
    { NODE_OPTIONS: "--a  --tls-keylog=k" },
    [],
    /^NODE_OPT/,
  ],
  ["N10", "a TLS trace", {}, ["--trace-tls"], /--trace-tls/],
  ["G20", "a report with the environment", {}, ["--report-on-fatalerror"], /variables to a file/],
  ["G20", "a report asked for by a signal", {}, ["--report_on_signal"], /variables to a file/],
  [
    "G21",
    "a heap snapshot before memory runs out",
    { NODE_OPTIONS: "--heapsnapshot_near_heap_limit=1" },
    [],
    /NODE_OPT.*memory to a file/,
  ],
  ["G21", "a core dump of a crash", {}, ["--abort-on-uncaught-exception"], /memory to a file/],
  ["I04", "certificates unchecked", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }, [], /whoever answers/],
  ["P23", "a lenient HTTP parser", {}, ["--insecure-http-parser"], /read differently/],
] as const) {
  test(`${id}: ${what} refuses to start, with what would happen and what to do`, () => {
    assert.match(unfitProcess(NODE, env, flags) ?? "", said);
    assert.match(unfitProcess(NODE, env, flags) ?? "", /Unset it|Leave it out/);
  });
}

test("an ordinary environment and this Node are fit; one too old is told how to start", () => {
  const env = { DEBUG: "app", NODE_DEBUG: "", NODE_OPTIONS: "--max-old-space-size=512" };
  assert.equal(unfitProcess(NODE, env, ["--import", "tsx"]), undefined);
  assert.match(unfitProcess("20.20.2", {}, []) ?? "", /npm start/);
});

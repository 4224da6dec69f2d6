import { resolve } from "node:path";
import type { Command } from "commander";
import { backUp } from "../back-up.ts";
import { declare, type Cli } from "../command.ts";
import { copyStore } from "../copy-store.ts";
import { keyPlace, keyProblem } from "../master-key.ts";
import { loadSettings } from "../read-config.ts";
import { restore } from "../restore.ts";

/** The commands about the data folder's databases. */
export function storeCommands(program: Command, cli: Cli): void {
  const group = program.command("store").description("the linked accounts and their keys");

  declare(group, cli, {
    usage: "backup <file>",
    summary: "copy both databases into one new file, also while the gateway runs",
    place: "config",
    examples: ["store backup /backups/2026-11-24.countersign"],
    run: async ([file = ""], options) => {
      const config = await loadSettings(cli, options);
      const { createdAt, ...backup } = backUp(config.dataDir, file, cli.clock);
      const key = keyPlace(config, cli).provider.place;
      return {
        text: [
          `${backup.file} holds ${backup.connections} connections (${backup.bytes} bytes).`,
          `The master key is not in it: keep a copy of ${key}, apart from this file.`,
          "Neither opens a session without the other. Accounts deleted from now on stay in this file.",
        ].join("\n"),
        data: {
          ...backup,
          createdAt: new Date(createdAt).toISOString(),
          holdsMasterKey: false,
        },
      };
    },
  });

  declare(group, cli, {
    usage: "copy <folder>",
    summary: "copy the store into a new data folder, also while the gateway runs",
    place: "config",
    examples: ["store copy /var/lib/countersign-next"],
    run: async ([to = ""], options) => {
      const config = await loadSettings(cli, options);
      const copied = copyStore(config.dataDir, to);
      const key = keyPlace(config, cli).provider.place;
      return {
        text: [
          `${copied.dataDir} holds the same ${copied.connections} connections.`,
          `It opens with the same master key, of ${key}; what changes here from now on is not in it.`,
          "Let only one of the two serve: the upstream renews a session's cookies for one alone.",
        ].join("\n"),
        data: { ...copied, holdsMasterKey: false },
      };
    },
  });

  declare<{ readonly force?: true }>(group, cli, {
    usage: "restore <file>",
    summary: "put a backup into the data folder, while no gateway runs on it",
    place: "config",
    options: [["--force", "replace the store that is there"]],
    examples: [
      "store restore /backups/2026-11-24.countersign --data-dir /var/lib/countersign",
      "store restore /backups/2026-11-24.countersign --force",
    ],
    run: async ([file = ""], options) => {
      const config = await loadSettings(cli, options);
      const restored = restore(config.dataDir, resolve(file), options.force === true);
      const problem = keyProblem(config.dataDir, keyPlace(config, cli));
      const createdAt = new Date(restored.createdAt).toISOString();
      return {
        text: [
          `${restored.dataDir} holds the ${restored.connections} connections of ${createdAt} again.`,
          problem ?? "The master key fits.",
        ].join("\n"),
        data: { ...restored, createdAt, keyFits: problem === undefined, keyProblem: problem },
      };
    },
  });
}

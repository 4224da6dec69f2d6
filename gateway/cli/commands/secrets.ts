import { json } from "node:stream/consumers";
import type { Command } from "commander";
import type { MasterKey, MasterKeyStatus, Rotation } from "../../secrets/master-key.ts";
import { openStore } from "../../store/open-store.ts";
import { findGateway, isHeld } from "../admin-api.ts";
import { declare, type Cli, type PlaceOptions } from "../command.ts";
import { keyPlace } from "../master-key.ts";
import { NO_LOG } from "../no-log.ts";
import { loadSettings } from "../read-config.ts";
import { table } from "../table.ts";

/** The commands about the master key. */
export function secretCommands(program: Command, cli: Cli): void {
  const group = program.command("secrets").description("the master key, which opens all sessions");

  declare(group, cli, {
    usage: "status",
    summary: "say which master key wraps how many data keys",
    place: "gateway",
    examples: ["secrets status", "secrets status --json"],
    run: async (_operands, options) => {
      const data = await withMasterKey(cli, options, ({ status }) => status());
      const rows = Object.entries(data.wraps).map(([keyId, count]) => [
        keyId,
        keyId === data.keyId ? "wraps" : "opens only",
        count,
      ]);
      const orphaned =
        data.orphaned === 0
          ? ""
          : `\n\n${data.orphaned} of the data keys belong to nothing; the next start destroys them.`;
      return {
        text: `${data.place}\n\n${table(["key", "use", "data keys"], rows)}${orphaned}`,
        data,
      };
    },
  });

  declare(group, cli, {
    usage: "rotate",
    summary:
      "make a new master key and wrap everything with it, while the gateway serves; broken off, it is finished by the next one",
    place: "gateway",
    examples: ["secrets rotate"],
    run: async (_operands, options) => {
      const data = await withMasterKey(cli, options, ({ rotate }) => rotate());
      const { place, keyId, rewrapped, oldKeyStays } = data;
      return {
        text: [
          `${keyId} wraps everything now; ${rewrapped} data keys were wrapped anew.`,
          `Back up ${place} now. Backups made before this need the old key.`,
          ...(oldKeyStays ? ["The old key opens nothing any more: remove it there."] : []),
        ].join("\n"),
        data,
      };
    },
  });
}

/** Works on the master key of the running gateway, or of the store if none runs on it. */
async function withMasterKey<T extends MasterKeyStatus | Rotation>(
  cli: Cli,
  options: PlaceOptions,
  work: (masterKey: MasterKey) => Promise<T>,
): Promise<T> {
  const config = await loadSettings(cli, options);
  if (options.adminUrl !== undefined || isHeld(config.dataDir)) {
    const gateway = await findGateway(cli, options);
    const ask = async (path: string, method: string) =>
      (await json(await gateway.open(path, { method }))) as never;
    return work({
      status: () => ask("/admin/secrets", "GET"),
      rotate: () => ask("/admin/secrets/rotate", "POST"),
    });
  }
  const { provider } = keyPlace(config, cli);
  const { dataDir } = config;
  const store = await openStore({ dataDir, keyProvider: provider, clock: cli.clock, log: NO_LOG });
  try {
    return await work(store.masterKey);
  } finally {
    await store.close();
  }
}

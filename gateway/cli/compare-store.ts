import type { Config } from "../config/schema.ts";
import { comparable, compareWithStore, type StoreComparison } from "../declared/compare-store.ts";
import { createDeclare } from "../declared/declare.ts";
import { openStore } from "../store/open-store.ts";
import { createEvents } from "../webhooks/events.ts";
import { findGateway, isHeld } from "./admin-api.ts";
import { assertStore } from "./back-up.ts";
import type { Cli, PlaceOptions } from "./command.ts";
import { keyPlace } from "./master-key.ts";
import { NO_LOG } from "./no-log.ts";
import { configFile } from "./read-config.ts";

/**
 * Compares a configuration with the store of its data folder: through the gateway that runs on it, or
 * else opened for as long as that takes. @throws CommandError if there is none, or it cannot be opened.
 */
export async function compare(
  cli: Cli,
  options: PlaceOptions,
  config: Config,
): Promise<StoreComparison> {
  const wanted = comparable(config);
  const { dataDir } = config;
  if (options.adminUrl !== undefined || isHeld(dataDir))
    return (await (
      await findGateway(cli, options)
    ).post("/admin/compare", wanted)) as StoreComparison;
  assertStore(dataDir);
  const { clock } = cli;
  const { provider: keyProvider } = keyPlace(config, cli);
  const store = await openStore({ dataDir, keyProvider, clock, log: NO_LOG });
  try {
    // A dry run tells nobody of anything.
    const keys = { changed: () => undefined };
    const egresses = { note: () => undefined };
    const events = createEvents({ store, clock });
    const file = configFile(cli, options);
    const declare = createDeclare({ store, keys, egresses, events, clock, log: NO_LOG, file });
    return await compareWithStore(wanted, { declare, store, clock });
  } finally {
    await store.close();
  }
}

import type { AnyPlugin } from "./chain/plugin.ts";
import type { Clock } from "./clock.ts";
import type { LoadOptions } from "./config/load.ts";
import type { Transport } from "./http/transport.ts";
import type { LogDestination } from "./observe/log.ts";

/** What a gateway is started with. */
export interface GatewayOptions {
  /** Path of the configuration file, or the document itself. */
  readonly config: string | object;
  readonly env?: LoadOptions["env"];
  /** Command-line values by option name. */
  readonly args?: LoadOptions["args"];
  /** The built-in plugins. */
  readonly plugins: readonly AnyPlugin[];
  readonly clock?: Clock;
  /** Where log lines go; standard output unless given. */
  readonly logDestination?: LogDestination;
  /** Another HTTP engine behind the same seam, to be measured. */
  readonly transport?: Transport;
}

import { Type } from "typebox";
import { isConnectionId } from "../connections/connection-id.ts";
import { GatewayError } from "../errors.ts";
import type { Caller } from "../keys/keys.ts";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";

/** The parameters of a path that names a connection. */
export const connectionParams = Type.Object({ connectionId: Type.String() });

/**
 * A connection of the caller's organization and environment.
 * @throws GatewayError `RESOURCE_NOT_FOUND`, the same for another's as for one that does not exist.
 */
export async function findOwn(
  { connections }: Pick<Store, "connections">,
  { organizationId, environment }: Caller,
  connectionId: string,
): Promise<ConnectionRow> {
  const row = isConnectionId(connectionId) ? await connections.find(connectionId) : undefined;
  if (row?.organizationId === organizationId && row.environment === environment) return row;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such connection.");
}

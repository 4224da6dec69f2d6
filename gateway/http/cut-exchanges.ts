import type { GatewayError } from "../errors.ts";
import type { ClientExchange } from "./client-exchange.ts";

/** Ends every exchange that is under way for a connection, or one app's alone, for the reason given. */
export function cutExchanges(
  exchanges: readonly ClientExchange[],
  connectionId: string,
  reason: GatewayError,
  appId?: string,
): void {
  for (const exchange of [...exchanges]) {
    const { connection, grant } = exchange.facts as {
      readonly connection?: { readonly id?: string };
      readonly grant?: { readonly appId?: string };
    };
    if (connection?.id !== connectionId) continue;
    if (appId === undefined || grant?.appId === appId) exchange.cut(reason);
  }
}

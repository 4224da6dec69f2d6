import type { GatewayError } from "../errors.ts";
import type { ClientExchange } from "./client-exchange.ts";

/** Ends every exchange that is under way for a connection, for the reason given. */
export function cutExchanges(
  exchanges: readonly ClientExchange[],
  connectionId: string,
  reason: GatewayError,
): void {
  for (const exchange of [...exchanges]) {
    const { connection } = exchange.facts as { readonly connection?: { readonly id?: string } };
    if (connection?.id === connectionId) exchange.cut(reason);
  }
}

import type { GatewayError } from "../errors.ts";
import type { ClientExchange } from "./client-exchange.ts";

/** Which of a connection's exchanges: one app's, or of those the ones that need one of these permissions. */
export interface AppPart {
  readonly appId: string;
  readonly permissions?: readonly string[];
}

/** Ends exchanges of a connection that are under way. */
export type Cut = (connectionId: string, reason: GatewayError, part?: AppPart) => void;

/** Ends every exchange that is under way for a connection, or a part of one app's, for the reason given. */
export function cutExchanges(
  exchanges: readonly ClientExchange[],
  connectionId: string,
  reason: GatewayError,
  part?: AppPart,
): void {
  for (const exchange of [...exchanges]) {
    const { connection, grant, endpoint } = exchange.facts as {
      readonly connection?: { readonly id?: string };
      readonly grant?: { readonly appId?: string };
      readonly endpoint?: { readonly permission?: string };
    };
    if (connection?.id !== connectionId) continue;
    if (part !== undefined && grant?.appId !== part.appId) continue;
    const { permissions } = part ?? {};
    if (permissions === undefined || permissions.includes(endpoint?.permission ?? ""))
      exchange.cut(reason);
  }
}

import { GatewayError } from "../errors.ts";
import type { Egress } from "./egress.ts";

/** What a proxy did wrong, as a `PROXY_ERROR` that names the proxy by id and never its credentials. */
export function egressFailed(
  egress: Egress,
  reason: string,
  what: string,
  cause?: Error,
): GatewayError {
  return new GatewayError("PROXY_ERROR", `The outbound proxy "${egress.id}" failed: ${what}.`, {
    reason,
    ...(cause !== undefined && { cause }),
  });
}

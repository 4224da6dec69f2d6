import type { UpstreamResponse } from "../../gateway/chain/plugin.ts";
import { classify } from "../../gateway/upstream/classify.ts";
import { accessTo, type Risk } from "./permissions.ts";
import { assertPlainPath } from "./plain-path.ts";
import { API_PREFIX } from "./upstream-path.ts";

/** A request that is passed on as it is. */
export interface ProxyMatch {
  readonly kind: "proxy";
  readonly name: "proxy";
  readonly permission: string;
  readonly risk: Risk | undefined;
  readonly upstreamPath: string;
}

/**
 * Matches a request to be passed on, `path` beginning after `/v2/access/proxy` or `/api2/v2`.
 * @throws GatewayError `BAD_REQUEST` for a path with more than one reading.
 */
export function matchProxy(method: string, path: string): ProxyMatch {
  assertPlainPath(path);
  const { permission, risk } = accessTo(method, path);
  return { kind: "proxy", name: "proxy", permission, risk, upstreamPath: API_PREFIX + path };
}

/** The part of a path below `prefix`, or `undefined` if the path is not below it. */
export function below(prefix: string, path: string): string | undefined {
  return path.startsWith(prefix) && path.charAt(prefix.length) === "/"
    ? path.slice(prefix.length)
    : undefined;
}

const VERDICT_BYTES = 65_536;

/** Says in `Proxy-Status` (RFC 9209) what an upstream's error means; body and status stay untouched. */
export async function addVerdict(response: UpstreamResponse): Promise<void> {
  const { status, headers } = response;
  const { bytes } = await response.peek(VERDICT_BYTES);
  const { kind } = classify(status, headers, bytes);
  const verdict = `countersign; received-status=${status}; details="${kind}"`;
  headers["proxy-status"] = [headers["proxy-status"] ?? [], verdict].flat().join(", ");
}

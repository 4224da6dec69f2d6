import type { EndpointDocument } from "../../gateway/chain/plugin.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { describeParameter } from "./parameters.ts";

/** An endpoint as the reference describes it. */
export function documentEndpoint(endpoint: AnyEndpoint): EndpointDocument {
  const { method, path, summary, permission, risk, evidence, query, body, answer } = endpoint;
  const segments = path.slice(1).split("/");
  return {
    method,
    path: `/v2/access${path.replace(/:(\w+)/g, "{$1}")}`,
    subject: segments[0] ?? "",
    summary,
    permission,
    risk,
    evidence,
    parameters: segments
      .filter((segment) => segment.startsWith(":"))
      .map((segment) => describeParameter(segment.slice(1))),
    ...(query !== undefined && { query }),
    ...(body !== undefined && { body }),
    answer,
    takesKey: method !== "GET",
  };
}

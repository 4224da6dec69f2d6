import { GatewayError, type UpstreamResponse } from "../../gateway/chain/plugin.ts";
import { classify } from "../../gateway/upstream/classify.ts";
import { upstreamError } from "../../gateway/upstream/upstream-error.ts";
import { isObject } from "./json.ts";
import type { ManagedMatch } from "./match.ts";

/** Fields that describe the upstream's bytes and would be untrue of ours. */
const OF_UPSTREAM_BYTES = [
  "accept-ranges",
  "content-disposition",
  "content-encoding",
  "content-md5",
  "digest",
  "etag",
  "last-modified",
];

/**
 * Replaces an upstream's answer by the contract's, after `finish` has had it.
 * @throws GatewayError what an upstream error means, or `UPSTREAM_INVALID` for an answer that is too
 * large, no JSON, or not of the expected shape: never half an answer.
 */
export async function answerManaged(
  { compiled, query }: ManagedMatch,
  response: UpstreamResponse,
  maxBytes: number,
  finish: (answer: unknown) => void | Promise<void> = () => undefined,
): Promise<void> {
  const { status, headers } = response;
  if (status === 204) return;
  const { bytes, complete } = await response.peek(maxBytes);
  if (status < 200 || status > 299) throw refusal(response, bytes, compiled.endpoint.evidence);
  if (!complete) throw invalid(`is larger than ${maxBytes} bytes`);
  const answer = compiled.readAnswer(parse(response, bytes), query);
  if (answer === undefined) throw invalid("has not the expected shape");
  await finish(answer);
  for (const name of OF_UPSTREAM_BYTES) delete headers[name];
  headers["content-type"] = "application/json; charset=utf-8";
  response.replace(JSON.stringify(answer));
}

function parse(response: UpstreamResponse, bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const json = parseJson(bytes);
  if (json === undefined)
    throw (
      upstreamError(classify(response.status, response.headers, bytes)) ?? invalid("is no JSON")
    );
  if (isObject(json) && isObject(json["error"])) throw invalid("is an error under a good status");
  return json;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function refusal(
  { status, headers }: UpstreamResponse,
  body: Buffer,
  evidence: string,
): GatewayError {
  const error = upstreamError(classify(status, headers, body));
  if (error === undefined) return invalid(`has the unexpected status ${status}`);
  if (error.code !== "RESOURCE_NOT_FOUND" || evidence === "observed") return error;
  return new GatewayError(
    error.code,
    `${error.message} The upstream path of this endpoint is inferred and may be wrong.`,
    error.details,
  );
}

function invalid(problem: string): GatewayError {
  return new GatewayError("UPSTREAM_INVALID", `The upstream's answer ${problem}.`);
}

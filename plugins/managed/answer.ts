import { GatewayError, type Headers, type UpstreamResponse } from "../../gateway/chain/plugin.ts";
import { toGatewayError } from "../../gateway/errors.ts";
import type { CallAnswer } from "../../gateway/upstream/call.ts";
import { classify } from "../../gateway/upstream/classify.ts";
import { upstreamError } from "../../gateway/upstream/upstream-error.ts";
import { isObject } from "./json.ts";
import type { ManagedMatch } from "./match.ts";
import type { Links } from "./media-urls.ts";

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

const NOT_READ_BACK =
  '299 countersign "The change was made but not read back: this is what the upstream answered to it"';

/** The part of an answer that comes before its body. */
type Head = Pick<UpstreamResponse, "status" | "headers">;

/** Reads a path of the upstream's as the exchange's connection. */
export type Follow = (path: string) => Promise<CallAnswer>;

/** What an answer is read with. */
export interface AnswerOptions {
  readonly maxBytes: number;
  /** The account's own user ID. */
  readonly self: string;
  readonly follow: Follow;
  /** Shown the upstream's own answer. */
  readonly observe: (json: unknown) => void;
  readonly links: () => Promise<Links>;
  /** Told that the answer is good, before it is sent. */
  readonly settle: () => Promise<void>;
}

/**
 * Replaces an upstream's answer by the contract's, which an endpoint may have to read at another path.
 * @throws GatewayError what an upstream error means, or `UPSTREAM_INVALID` for an answer that is too
 * large, no JSON, or not of the expected shape: never half an answer.
 */
export async function answerManaged(
  { compiled, parameters, query }: ManagedMatch,
  response: UpstreamResponse,
  options: AnswerOptions,
): Promise<void> {
  const { status, headers } = response;
  const { maxBytes, self, follow, observe, links, settle } = options;
  const { readBackPath } = compiled;
  if (status === 204 && readBackPath === undefined) return;
  const { bytes, complete } = await response.peek(maxBytes);
  if (!isGood(response)) throw refusal(response, bytes, compiled.endpoint.evidence);
  if (!complete) throw tooLarge(maxBytes);
  let json = parse(response, bytes);
  observe(json);
  if (readBackPath !== undefined)
    json = await readBack(readBackPath(parameters, self), follow).catch((thrown: unknown) =>
      ownWord(json, headers, thrown),
    );
  const answer = compiled.writeAnswer(json, query, await links());
  if (answer === undefined) throw invalid("has not the expected shape");
  await settle();
  for (const name of OF_UPSTREAM_BYTES) delete headers[name];
  headers["content-type"] = "application/json; charset=utf-8";
  response.replace(answer);
}

function isGood({ status }: Head): boolean {
  return status >= 200 && status <= 299;
}

/**
 * What a write itself answered, where that shows the resource. Where it does not, there is nothing to
 * show but an error, and whoever reads that reading failed would write again: it says first that the
 * change was made.
 */
function ownWord(json: unknown, headers: Headers, thrown: unknown): unknown {
  if (isObject(json) && json["id"] !== undefined) {
    headers["warning"] = NOT_READ_BACK;
    return json;
  }
  const { code, message, details } = toGatewayError(thrown);
  throw new GatewayError(
    code,
    `The change was made; only what it came to could not be read: ${message}`,
    {
      ...details,
      retryable: false,
      reason: "done",
      nextActions: ["Do not send it again: read the resource later."],
    },
  );
}

async function readBack(path: string, follow: Follow): Promise<unknown> {
  const { status, headers, body } = await follow(path);
  const head = { status, headers: { ...headers } as Headers };
  if (!isGood(head)) throw refusal(head, body, "observed");
  return parse(head, body);
}

function parse(response: Head, bytes: Buffer): unknown {
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

function refusal({ status, headers }: Head, body: Buffer, evidence: string): GatewayError {
  const error = upstreamError(classify(status, headers, body));
  if (error === undefined) return invalid(`has the unexpected status ${status}`);
  if (error.code !== "RESOURCE_NOT_FOUND" || evidence === "observed") return error;
  return new GatewayError(
    error.code,
    `${error.message} The upstream path of this endpoint is inferred and may be wrong.`,
    error.details,
  );
}

/** Also of a list: that its rows go on cannot be unsaid once the first were sent. */
function tooLarge(maxBytes: number): GatewayError {
  return new GatewayError(
    "UPSTREAM_INVALID",
    `The upstream's answer is larger than ${maxBytes} bytes, or in a coding that cannot be read.`,
    {
      nextActions: [
        "Ask for fewer rows with `limit`, or by `/v2/access/proxy`, which streams answers of any size.",
        "The operator can raise `maxAnswerBytes` of the plugin `managed`.",
      ],
    },
  );
}

function invalid(problem: string): GatewayError {
  return new GatewayError("UPSTREAM_INVALID", `The upstream's answer ${problem}.`);
}

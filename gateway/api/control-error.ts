import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { GatewayError, problem, toGatewayError } from "../errors.ts";
import type { Log } from "../observe/log.ts";

/** Whatever Fastify or a handler threw, as a row of the one table. */
export function toControlError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError || !(thrown instanceof Error)) return toGatewayError(thrown);
  const error = thrown as Partial<FastifyError>;
  if (error.validation !== undefined)
    return validationError(error.validation, error.validationContext);
  const { code = "", statusCode = 500 } = error;
  const known = fastifyErrors[code];
  if (known !== undefined) return new GatewayError(known[0], known[1], { cause: thrown });
  if (statusCode >= 400 && statusCode < 500)
    return new GatewayError("BAD_REQUEST", "The request is malformed.", { cause: thrown });
  return toGatewayError(thrown);
}

/** What a schema has against a value, naming the place and not the value. */
export function validationError(violations: Violations, part = "request"): GatewayError {
  return new GatewayError("BAD_REQUEST", invalid(violations, part));
}

/** Answers with a problem document (RFC 9457); what is the gateway's own fault is logged with its cause. */
export function sendProblem(
  request: Pick<FastifyRequest, "id" | "url">,
  reply: FastifyReply,
  error: GatewayError,
  log: Log,
): FastifyReply {
  if (error.status >= 500 && error.source !== "upstream")
    log.error({ requestId: request.id, error }, "a control route failed");
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) void reply.header("retry-after", retryAfterSeconds);
  // RFC 9110 §11.6.1: a 401 says how to authenticate.
  if (error.status === 401) void reply.header("www-authenticate", "Bearer");
  const instance = request.url.split("?", 1)[0] ?? "";
  return reply
    .code(error.status)
    .headers({ "content-type": "application/problem+json", "cache-control": "no-store" })
    .serializer(JSON.stringify)
    .send(problem(error, request.id, instance));
}

type Violations = FastifyError["validation"] | null;

const fastifyErrors: Readonly<
  Record<string, readonly ["BAD_REQUEST" | "BODY_TOO_LARGE" | "URI_TOO_LONG", string]>
> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ["BODY_TOO_LARGE", "The body is larger than this route takes."],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ["BAD_REQUEST", "Send JSON as `content-type: application/json`."],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ["BAD_REQUEST", "The body is not as long as it said."],
  FST_ERR_BAD_URL: ["BAD_REQUEST", "The path has a broken percent-encoding."],
  FST_ERR_MAX_PARAM_LENGTH: ["URI_TOO_LONG", "A part of the path is too long."],
};

function invalid(validation: Violations, part: string): string {
  const [first] = validation ?? [];
  if (first === undefined) return `The ${part} is not as described.`;
  const place = part + first.instancePath;
  const unknown = first.params["additionalProperty"];
  if (typeof unknown === "string") return `\`${place}\` has an unknown member \`${unknown}\`.`;
  const allowed = first.params["allowedValues"];
  const choice = Array.isArray(allowed) ? `: ${allowed.join(", ")}` : "";
  return `\`${place}\` ${first.message ?? "is not as described"}${choice}.`;
}

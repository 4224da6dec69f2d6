import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GatewayError } from "../errors.ts";

/** Sends a resource with its `ETag`, for an `If-Match` on the write that follows (RFC 9110 §8.8.3). */
export function sendTagged<Resource extends object>(
  reply: FastifyReply,
  resource: Resource,
): Resource {
  void reply.header("etag", tagOf(resource));
  return resource;
}

/**
 * Checks that a write edits what its sender has seen; without `If-Match` it edits what there is.
 * @throws GatewayError `CONFLICT` with status 412 (RFC 9110 §13.1.1).
 */
export function assertMatch(request: Pick<FastifyRequest, "headers">, resource: object): void {
  const asked = request.headers["if-match"];
  if (asked === undefined || asked.trim() === "*") return;
  const tags = asked.split(",").map((tag) => tag.trim());
  if (!tags.includes(tagOf(resource)))
    throw new GatewayError("CONFLICT", "The resource changed since its ETag was sent.", {
      status: 412,
    });
}

function tagOf(resource: object): string {
  return `"${hash("sha256", JSON.stringify(resource), "base64url").slice(0, 22)}"`;
}

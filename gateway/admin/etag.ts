import { hash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { GatewayError } from "../errors.ts";

/**
 * Sends a resource with its `ETag`, for an `If-Match` on the write that follows (RFC 9110 §8.8.3).
 * `edited` is what of it such a write depends on, where the rest changes by the second.
 */
export function sendTagged<Resource extends object>(
  reply: FastifyReply,
  resource: Resource,
  edited: object = resource,
): Resource {
  void reply.header("etag", tagOf(edited));
  return resource;
}

/**
 * Checks that a write edits what its sender has seen; without `If-Match` it edits what there is.
 * `edited` is what its `ETag` was made from, and `undefined` where there is nothing.
 * @throws GatewayError `CONFLICT` with status 412 (RFC 9110 §13.1.1).
 */
export function assertMatch(
  request: Pick<FastifyRequest, "headers">,
  edited: object | undefined,
): void {
  const asked = request.headers["if-match"];
  if (asked === undefined || (asked.trim() === "*" && edited !== undefined)) return;
  const tags = asked.split(",").map((tag) => tag.trim());
  if (edited === undefined || !tags.includes(tagOf(edited)))
    throw new GatewayError("CONFLICT", "The resource changed since its ETag was sent.", {
      status: 412,
    });
}

function tagOf(resource: object): string {
  return `"${hash("sha256", JSON.stringify(resource), "base64url").slice(0, 22)}"`;
}

import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { xmlError } from "../media/files.ts";
import { empty, type Reply } from "../reply.ts";
import { timeOf, type Stage } from "../stage.ts";
import { splitTarget } from "../target.ts";

/** Headers of a session: a bucket that is shown one refuses, because a client must never send it there. */
const SESSION_HEADERS = ["cookie", "x-bc", "sign", "user-id", "app-token", "x-hash"];

/**
 * The bucket's answer to a `PUT` at a signed address: takes the bytes as they come, keeps their
 * hash and count, and answers with their ETag.
 */
export async function answerBucket(
  stage: Stage,
  request: IncomingMessage,
  target: string,
): Promise<Reply> {
  const query = new URLSearchParams(splitTarget(target)[1]);
  const ticket = stage.uploads.ticket(query.get("X-Amz-Signature") ?? "");
  if (request.method !== "PUT" || ticket === undefined || timeOf(stage) > ticket.expiresAt)
    return xmlError(403, "AccessDenied", "Request has expired or was not signed");
  const leaked = SESSION_HEADERS.find((name) => name in request.headers);
  if (leaked !== undefined)
    return xmlError(400, "InvalidArgument", `Unsupported header: ${leaked}`);

  const hash = createHash("md5");
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const etag = hash.digest("hex");
  stage.uploads.put(ticket, etag, bytes);
  return empty(200, { etag: `"${etag}"`, server: "AmazonS3" });
}

import { createHash } from "node:crypto";
import { GatewayError, type Exchange, type UpstreamResponse } from "../../gateway/chain/plugin.ts";
import type { PartTarget } from "../../gateway/uploads/upload.ts";
import type { UploadMatch } from "./routes.ts";

/** A part on its way, and what has been seen of it. */
export interface Receipt {
  readonly match: Extract<UploadMatch, { kind: "put" }>;
  readonly target: PartTarget;
  /** The checksum that the client announced, as hex. */
  readonly announced: string | undefined;
  readonly take: (chunk: Buffer) => void;
  /** Length and MD5 of all that was taken, as hex; once. */
  readonly end: () => { readonly bytes: number; readonly md5: string };
}

/** Begins a receipt. @throws GatewayError `BAD_REQUEST` if the request cannot be that part. */
export function createReceipt(
  match: Receipt["match"],
  target: PartTarget,
  headers: Exchange["headers"],
): Receipt {
  if (match.isWhole && target.totalParts > 1)
    throw new GatewayError(
      "BAD_REQUEST",
      `This file goes in ${target.totalParts} parts: send each to its own address, then complete the upload.`,
    );
  // The store takes no body of unknown length.
  if (headers["content-length"] !== String(target.bytes))
    throw new GatewayError(
      "BAD_REQUEST",
      `Part ${match.number} has ${target.bytes} bytes: send them with that \`Content-Length\`.`,
    );
  const hash = createHash("md5");
  let bytes = 0;
  return {
    match,
    target,
    announced: announcedMd5(headers["content-md5"]),
    take: (chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    },
    end: () => ({ bytes, md5: hash.digest("hex") }),
  };
}

/**
 * The ETag of a part that arrived whole and unaltered.
 * @throws GatewayError `BAD_REQUEST` if the client sent something else than it announced,
 * `UPSTREAM_INVALID` if the store has something else than was sent, or what the store's refusal means.
 */
export function assertComplete(receipt: Receipt, response: UpstreamResponse): string {
  const { status, headers } = response;
  if (status === 403)
    throw new GatewayError("RESOURCE_NOT_FOUND", "The place for this upload has expired.", {
      nextActions: ["Begin a new upload."],
    });
  if (status !== 200)
    throw new GatewayError("UPSTREAM_UNREACHABLE", "The file store did not take this part.", {
      upstream: { status },
    });
  const { bytes, md5 } = receipt.end();
  if (receipt.announced !== undefined && receipt.announced !== md5)
    throw new GatewayError("BAD_REQUEST", "The bytes are not those that `Content-MD5` announces.");
  const etag = String(headers["etag"] ?? "").replaceAll('"', "");
  // Other ETags are no checksum (of files that the store encrypts with a key of its own).
  const isChecksum = /^[0-9a-f]{32}$/i.test(etag);
  if (etag === "" || bytes !== receipt.target.bytes || (isChecksum && etag.toLowerCase() !== md5))
    throw new GatewayError(
      "UPSTREAM_INVALID",
      "The file store has other bytes than were sent: send this part again.",
      { retryable: true },
    );
  return etag;
}

function announcedMd5(field: string | string[] | undefined): string | undefined {
  return typeof field === "string" ? Buffer.from(field, "base64").toString("hex") : undefined;
}

import { invalid } from "../refusal.ts";
import type { Call, Route } from "./route.ts";

const MAX_PARTS = 1_000;
const BUCKET = "of2transcoder";

/** Signed addresses for files: the bytes go to the bucket, without any header of the session. */
export const UPLOAD: readonly Route[] = [
  { method: "POST", path: "upload/signed/create", answer: createUpload },
  { method: "POST", path: "upload/signed/finish", answer: finishUpload },
];

function createUpload({ stage, body, now }: Call): unknown {
  const { key, contentType } = body;
  const parts = Number(body["parts"] ?? 1);
  if (typeof key !== "string" || !/^upload\/[\w\-./%]{1,500}$/.test(key)) throw invalid("Bad key");
  if (!Number.isInteger(parts) || parts < 1 || parts > MAX_PARTS) throw invalid("Bad parts");
  const type = typeof contentType === "string" ? contentType : "application/octet-stream";
  const { object, tokens } = stage.uploads.create(key, parts, type, now);
  const address = `${stage.origin}/bucket/${key}`;
  const putUrls = tokens.map((token, index) => {
    const part = parts > 1 ? `partNumber=${index + 1}&uploadId=${object.uploadId ?? ""}&` : "";
    return `${address}?${part}X-Amz-Expires=3600&X-Amz-Signature=${token}`;
  });
  return parts === 1
    ? { putUrl: putUrls[0], getUrl: address }
    : { keys: putUrls.map((putUrl) => ({ putUrl })), uploadId: object.uploadId };
}

function finishUpload({ stage, body }: Call): unknown {
  const { uploadId, parts } = body;
  if (typeof uploadId !== "string" || !Array.isArray(parts)) throw invalid("Bad key");
  const listed = parts.map((item: unknown) => {
    const { ETag, PartNumber } = (item ?? {}) as Readonly<Record<string, unknown>>;
    return { part: Number(PartNumber), etag: String(ETag).replaceAll('"', "") };
  });
  const object = stage.uploads.finish(uploadId, listed);
  if (object === undefined) throw invalid("Bad parts");
  return {
    Location: `${stage.origin}/bucket/${object.key}`,
    Bucket: BUCKET,
    Key: object.key,
    ETag: `"${object.etag ?? ""}"`,
  };
}

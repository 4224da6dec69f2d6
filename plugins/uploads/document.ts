import { Type, type EndpointDocument } from "../../gateway/chain/plugin.ts";
import { Media } from "../managed/shapes/media.ts";
import { CheckAnswer, CheckBody, CompleteBody, InitBody, PERMISSION } from "./routes.ts";

const about = {
  subject: "uploads",
  permission: PERMISSION,
  risk: "write",
  evidence: "observed",
} as const;

const mediaUploadId = {
  name: "mediaUploadId",
  description: "The upload, as `init` named it.",
  pattern: "^(upload(:|%3[aA]))?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
};
const partNumber = {
  name: "partNumber",
  description: "The part, from 1 on.",
  pattern: "^\\d{1,5}$",
};

const done = Type.Object({ mediaUploadId: Type.String(), media: Type.Optional(Media) });

/** Uploads as the reference describes them. */
export const uploadDocuments: readonly EndpointDocument[] = [
  {
    ...about,
    method: "POST",
    path: "/v2/access/uploads/check",
    summary: "Asks whether a file is in the vault already.",
    parameters: [],
    body: CheckBody,
    takesKey: true,
    answer: CheckAnswer,
  },
  {
    ...about,
    method: "POST",
    path: "/v2/access/uploads/init",
    summary: "Opens an upload and says in which parts the file is to be sent.",
    parameters: [],
    body: InitBody,
    takesKey: true,
    answer: Type.Object({
      mediaUploadId: Type.String(),
      totalParts: Type.Integer(),
      partSize: Type.Integer(),
      expiresAt: Type.String(),
      uploadUrl: Type.Optional(Type.String()),
      parts: Type.Array(
        Type.Object({
          partNumber: Type.Integer(),
          size: Type.Integer(),
          uploadUrl: Type.String(),
        }),
      ),
    }),
  },
  {
    ...about,
    method: "PUT",
    path: "/v2/access/uploads/{mediaUploadId}",
    summary: "Sends a whole file, where it is one part, and completes the upload.",
    parameters: [mediaUploadId],
    answer: done,
  },
  {
    ...about,
    method: "PUT",
    path: "/v2/access/uploads/{mediaUploadId}/parts/{partNumber}",
    summary:
      "Sends one part, in any order. Sent again, it takes the place of the one before: its number is all the key it needs.",
    parameters: [mediaUploadId, partNumber],
    answer: Type.Object({
      mediaUploadId: Type.String(),
      partNumber: Type.Number(),
      etag: Type.String(),
    }),
  },
  {
    ...about,
    method: "POST",
    path: "/v2/access/uploads/complete",
    summary: "Joins the parts of a file.",
    parameters: [],
    body: CompleteBody,
    takesKey: true,
    answer: done,
  },
];

import { Type } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import { below } from "../managed/proxy.ts";
import { Media } from "../managed/shapes/media.ts";

/** The permission that every upload needs. */
export const PERMISSION = "vault:write";

const reference = Type.String({ minLength: 1, maxLength: 100 });
const size = Type.Integer({ minimum: 1, description: "In bytes." });

/** Asks whether a file is in the vault already. */
export const CheckBody = Type.Object(
  { etag: Type.String({ minLength: 1, maxLength: 200, description: "MD5, as hex." }), size },
  { additionalProperties: false },
);

/** Whether it is, and what it is there. */
export const CheckAnswer = Type.Object({ exists: Type.Boolean(), media: Type.Optional(Media) });

/** Describes a file that is to be sent. */
export const InitBody = Type.Object(
  {
    filename: Type.String({ minLength: 1, maxLength: 255 }),
    size,
    contentType: Type.String({
      pattern: "^[\\w.+-]+/[\\w.+-]+( *; *[\\w.+=-]+)*$",
      maxLength: 200,
    }),
    vaultUpload: Type.Optional(
      Type.Object(
        {
          mode: Type.Optional(Type.Enum(["message"])),
          userId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
        },
        { additionalProperties: false, description: "Accepted; a file is ready for any use." },
      ),
    ),
  },
  { additionalProperties: false },
);

/** Names an upload whose parts were all sent. */
export const CompleteBody = Type.Object(
  { mediaUploadId: reference },
  { additionalProperties: false },
);

/** What a request under `/v2/access/uploads` is for. */
export type UploadMatch =
  | { readonly kind: "check" }
  | { readonly kind: "init" }
  | { readonly kind: "complete" }
  | {
      readonly kind: "put";
      readonly id: string;
      readonly number: number;
      readonly isWhole: boolean;
    };

/** Finds it by method and path. @throws GatewayError `ROUTE_NOT_FOUND`, `METHOD_NOT_ALLOWED`, `RESOURCE_NOT_FOUND`. */
export function matchUpload(method: string, path: string): UploadMatch {
  const rest = below("/v2/access/uploads", path) ?? "/";
  const [first = "", second, third, ...more] = rest.slice(1).split("/");
  if (first === "check" || first === "init" || first === "complete") {
    if (second !== undefined) throw noRoute();
    assertMethod(method, "POST");
    return { kind: first };
  }
  const isPart = second === "parts" && third !== undefined && more.length === 0;
  if (first === "" || (second !== undefined && !isPart)) throw noRoute();
  assertMethod(method, "PUT");
  const number = isPart ? Number(/^\d{1,5}$/.exec(third)?.[0] ?? 0) : 1;
  return { kind: "put", id: readUploadId(decoded(first)), number, isWhole: !isPart };
}

/** The UUID in `upload:<uuid>`, also without its prefix. @throws GatewayError `RESOURCE_NOT_FOUND`. */
export function readUploadId(text: string): string {
  const uuid = text.startsWith("upload:") ? text.slice("upload:".length) : text;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid)) return uuid;
  throw new GatewayError("RESOURCE_NOT_FOUND", "This upload is unknown or has expired.");
}

function decoded(segment: string): string {
  return segment.replace(/^upload%3a/i, "upload:");
}

function assertMethod(method: string, wanted: string): void {
  if (method === wanted) return;
  throw new GatewayError("METHOD_NOT_ALLOWED", `This endpoint takes ${wanted}.`);
}

function noRoute(): GatewayError {
  return new GatewayError("ROUTE_NOT_FOUND", "There is no such endpoint under /v2/access/uploads.");
}

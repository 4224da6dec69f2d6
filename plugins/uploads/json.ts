import type { Static, TSchema } from "typebox";
import { GatewayError, reply, type Exchange, type Reply } from "../../gateway/chain/plugin.ts";
import type { UploadPlan } from "../../gateway/uploads/upload.ts";
import { isObject } from "../managed/json.ts";
import type { CompileSchema } from "../managed/validate.ts";

/** The largest JSON body that an upload is opened or completed with. */
export const MAX_BODY_BYTES = 65_536;

/** Fields by the names that older clients give them. */
const ALIASES: Readonly<Record<string, string>> = {
  filesize: "size",
  fileSize: "size",
  mimeType: "contentType",
  fileName: "filename",
};

/** Makes the reader of a JSON body. It throws `BAD_REQUEST` naming the field that is wrong. */
export function createJsonReader<Schema extends TSchema>(
  schema: Schema,
  compile: CompileSchema,
): (exchange: Pick<Exchange, "body">) => Promise<Static<Schema>> {
  const assertValid = compile(schema, "body field");
  return async (exchange) => {
    const value = underOwnNames(parse(await exchange.body(MAX_BODY_BYTES)));
    assertValid(value);
    return value as Static<Schema>;
  };
}

/** How a file is to be sent: in header fields, as older clients read it, and as a plan with an address for each part. */
export function planAnswer(plan: UploadPlan, base: string): Reply {
  const { id, totalParts, partBytes, size, expiresAt } = plan;
  const mediaUploadId = `upload:${id}`;
  const address = `${base}/v2/access/uploads/${mediaUploadId}`;
  const parts = Array.from({ length: totalParts }, (_, index) => ({
    partNumber: index + 1,
    size: Math.min(partBytes, size - index * partBytes),
    uploadUrl: totalParts === 1 ? address : `${address}/parts/${index + 1}`,
  }));
  return reply(
    200,
    {
      mediaUploadId,
      totalParts,
      partSize: partBytes,
      expiresAt: new Date(expiresAt).toISOString(),
      ...(totalParts === 1 && { uploadUrl: address }),
      parts,
    },
    {
      "x-ofauth-upload-total-parts": String(totalParts),
      "x-ofauth-upload-part-size": String(partBytes),
    },
  );
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString() || "{}") as unknown;
  } catch {
    throw new GatewayError("BAD_REQUEST", "The body is not valid JSON.");
  }
}

function underOwnNames(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const own = Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
      return [Object.hasOwn(value, own) ? name : own, field];
    }),
  );
}

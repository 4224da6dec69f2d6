import { hash } from "node:crypto";
import { GatewayError } from "../errors.ts";
import type { AppLogoRow } from "../store/link-tables.ts";

const MAX_BYTES = 131_072;
const MAX_SIDE = 2_048;

/**
 * A picture as it is kept for an app. What it is, its own bytes say.
 * @throws GatewayError `BODY_TOO_LARGE`; `BAD_REQUEST` for anything but PNG, JPEG and WebP.
 */
export function readLogo(appId: string, bytes: Buffer): AppLogoRow {
  if (bytes.length > MAX_BYTES)
    throw new GatewayError("BODY_TOO_LARGE", "A logo may have 128 KiB. Save it smaller.");
  const type = typeOf(bytes);
  if (type === undefined)
    throw new GatewayError(
      "BAD_REQUEST",
      "A logo must be a PNG, JPEG or WebP picture. SVG is refused: it can carry scripts.",
    );
  if (type === "image/png" && Math.max(bytes.readUInt32BE(16), bytes.readUInt32BE(20)) > MAX_SIDE)
    throw new GatewayError("BAD_REQUEST", `A logo may be ${MAX_SIDE} pixels wide and high.`);
  return { appId, type, bytes, digest: hash("sha256", bytes, "hex") };
}

function typeOf(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 16).toString("latin1");
  if (bytes.length > 33 && head.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (head.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (head.startsWith("RIFF") && head.slice(8, 12) === "WEBP") return "image/webp";
  return undefined;
}

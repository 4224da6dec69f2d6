import { createHmac } from "node:crypto";
import { definePlugin, Type } from "countersign/plugin";

/** Gives signing schemes one more operation: `{ "hmacSha512": [key, text] }` is 128 hex digits. */
export default definePlugin({
  name: "hmac-sha512",
  summary: "Adds the operation `hmacSha512` for signing schemes that need it.",
  config: Type.Object({}),
  setup: (_config, { services }) => {
    services.rules.addOperation("hmacSha512", hmacSha512);
    return {};
  },
});

function hmacSha512(key: unknown, text: unknown): string {
  if (typeof key !== "string" || typeof text !== "string")
    throw new TypeError("hmacSha512 takes two texts: the key and what is signed");
  return createHmac("sha512", key).update(text).digest("hex");
}

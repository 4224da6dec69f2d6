import { createHash } from "node:crypto";
import { GatewayError } from "../errors.ts";
import { sealingKey, type SealingKey } from "./sealed.ts";

/** Where the key-encryption keys come from. */
export interface KeyProvider {
  /** For messages: `the key file /data/master.key`. */
  readonly place: string;
  /** How to give the gateway a key there, for messages. */
  readonly remedy: string;
  /** What an operator should know about this provider, said at every start. */
  readonly warning?: string;
  /** The keys, the one that seals first; none if there is none yet. @throws GatewayError `NOT_READY`. */
  readonly load: () => readonly SealingKey[];
  /** Makes the first key, where the provider can. @throws GatewayError `NOT_READY`. */
  readonly create?: () => SealingKey;
  /** Puts a new key before those there are, which stay, where the provider can. @throws GatewayError `NOT_READY`. */
  readonly add?: () => SealingKey;
  /** Removes all keys but the first, where the provider can. @throws GatewayError `NOT_READY`. */
  readonly keepFirst?: () => void;
}

/**
 * Reads keys as text: one a line (or separated by blanks), 32 bytes each in base64 or hex.
 * The first seals; those after it still open what they sealed.
 * @throws GatewayError `NOT_READY` that names the place and never the text.
 */
export function parseKeys(text: string, place: string): readonly SealingKey[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  return words.map((word) => {
    const bytes = Buffer.from(word, /^[0-9a-f]{64}$/i.test(word) ? "hex" : "base64");
    if (bytes.length !== keyBytes) {
      throw new GatewayError(
        "NOT_READY",
        `A key in ${place} has ${bytes.length} bytes; it must have ${keyBytes}, in base64 or hex. ` +
          "Put the right key there.",
        { reason: "key_invalid" },
      );
    }
    return keyEncryptionKey(bytes);
  });
}

/** A key-encryption key; its ID is derived from it, so that a key is known by itself. Wipes `bytes`. */
export function keyEncryptionKey(bytes: Buffer): SealingKey {
  const digest = createHash("sha256").update("countersign key id\0").update(bytes).digest("hex");
  return sealingKey(`kek_${digest.slice(0, 16)}`, bytes);
}

const keyBytes = 32;

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from "node:crypto";
import type { Clock } from "../clock.ts";
import { open, seal, sealedKeyId } from "../secrets/sealed.ts";
import type { Store } from "../store/store.ts";

/** What an owner agreed to: who may do what, by which text, when, and how they signed in. */
export interface Receipt {
  readonly id: string;
  readonly connectionId: string;
  readonly account: string;
  readonly environment: string;
  readonly app: { readonly id: string; readonly name: string };
  readonly operator: string;
  readonly permissions: readonly string[];
  readonly text: { readonly version: string; readonly sha256: string };
  readonly agreedAt: string;
  readonly driver: string;
}

/** Signs receipts with this server's own key (Ed25519). */
export interface Receipts {
  /** The receipt as one JSON text with its signature, and the key to check it with. */
  readonly sign: (receipt: Receipt) => string;
}

const NAME = "receipt_key";

/** Loads the key that receipts are signed with; the first call on a store makes it. */
export async function loadReceipts(
  store: Pick<Store, "meta" | "dataKeys" | "keyRing">,
  clock: Clock,
): Promise<Receipts> {
  const key = await loadKey(store, clock);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" });
  return {
    sign: (receipt) => {
      const signature = sign(null, Buffer.from(JSON.stringify(receipt)), key).toString("base64");
      return JSON.stringify({
        receipt,
        signature: { algorithm: "Ed25519", value: signature, publicKey },
      });
    },
  };
}

async function loadKey(
  { meta, dataKeys, keyRing }: Pick<Store, "meta" | "dataKeys" | "keyRing">,
  clock: Clock,
): Promise<KeyObject> {
  const kept = await meta.get(NAME);
  if (kept !== undefined) {
    const sealed = Buffer.from(kept, "base64");
    const row = await dataKeys.find(sealedKeyId(sealed));
    // Wrapped keys are left out of backups: a restored store signs with a new key from then on.
    if (row !== undefined) {
      const bytes = open(keyRing.unwrap(row.wrapped, row.id, NAME), sealed, [NAME]);
      return createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
    }
  }
  const { privateKey } = generateKeyPairSync("ed25519");
  const { dataKey, wrapped } = keyRing.createDataKey(NAME, clock);
  await dataKeys.add({ id: dataKey.id, connectionId: NAME, wrapped, createdAt: clock.now() });
  const bytes = privateKey.export({ format: "der", type: "pkcs8" });
  await meta.set(NAME, seal(dataKey, bytes, [NAME]).toString("base64"));
  bytes.fill(0);
  return privateKey;
}

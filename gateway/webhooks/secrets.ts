import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { newId } from "../ids.ts";
import { open, seal, sealedKeyId, type SealingKey } from "../secrets/sealed.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { WebhookSecretRow } from "../store/webhook-rows.ts";

/** Signing secrets of endpoints: handed out once, kept sealed. */
export interface EndpointSecrets {
  /** Makes a secret that signs from now on, or takes the one given, and returns it; those before it sign for `overlapMs` more. */
  readonly create: (
    inner: Repositories,
    endpointId: string,
    overlapMs: number,
    given?: string,
  ) => Promise<string>;
  /** The secrets in force, the newest first. @throws GatewayError `INTERNAL_ERROR` if one was altered. */
  readonly of: (endpointId: string) => Promise<readonly string[]>;
}

/** Secrets over a store, each endpoint's under a data key of its own. */
export function createEndpointSecrets(store: Store, clock: Clock): EndpointSecrets {
  const { dataKeys, keyRing } = store;

  async function keyOf(endpointId: string): Promise<SealingKey> {
    const kept = await dataKeys.findOf(endpointId);
    if (kept !== undefined) return keyRing.unwrap(kept.wrapped, kept.id, endpointId);
    const { dataKey, wrapped } = keyRing.createDataKey(endpointId, clock);
    await dataKeys.add({
      id: dataKey.id,
      connectionId: endpointId,
      wrapped,
      createdAt: clock.now(),
    });
    return dataKey;
  }

  async function openSecret({ id, endpointId, sealed }: WebhookSecretRow): Promise<string[]> {
    const kept = await dataKeys.find(sealedKeyId(sealed));
    if (kept === undefined) return [];
    const key = keyRing.unwrap(kept.wrapped, kept.id, endpointId);
    return [open(key, sealed, context(endpointId, id, key)).toString()];
  }

  return {
    create: async ({ webhookEndpoints }, endpointId, overlapMs, given) => {
      const key = await keyOf(endpointId);
      const secret = given ?? `whsec_${randomBytes(secretBytes).toString("base64")}`;
      const id = newId("whs_", clock);
      const sealed = seal(key, Buffer.from(secret), context(endpointId, id, key));
      await webhookEndpoints.endSecrets(endpointId, clock.now() + overlapMs);
      const row = { id, endpointId, sealed, createdAt: clock.now(), expiresAt: null };
      await webhookEndpoints.addSecret(row);
      return secret;
    },
    of: async (endpointId) => {
      const rows = await store.webhookEndpoints.secretsOf(endpointId, clock.now());
      return (await Promise.all(rows.map(openSecret))).flat();
    },
  };
}

// Standard Webhooks asks for 24 to 64.
const secretBytes = 32;

function context(endpointId: string, secretId: string, key: SealingKey): readonly string[] {
  return ["webhook secret", endpointId, secretId, key.id];
}

import type { Clock } from "../clock.ts";
import { open, seal, sealedKeyId } from "../secrets/sealed.ts";
import type { Store } from "../store/store.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";

/** What a Link session must remember between two requests and nobody may read. */
export interface SealedState {
  readonly seal: (id: string, value: object) => Promise<Buffer>;
  /** What was sealed last, or nothing once its key is destroyed. */
  readonly open: (session: LinkSessionRow) => Promise<unknown>;
  /** Destroys the session's key: whatever was sealed cannot be opened again. */
  readonly destroy: (id: string) => Promise<void>;
}

/** Seals with a data key of each session's own. */
export function createSealedState(
  { dataKeys, keyRing }: Pick<Store, "dataKeys" | "keyRing">,
  clock: Clock,
): SealedState {
  const context = (id: string) => ["link session", id];
  return {
    seal: async (id, value) => {
      await dataKeys.removeOf(id);
      const { dataKey, wrapped } = keyRing.createDataKey(id, clock);
      await dataKeys.add({ id: dataKey.id, connectionId: id, wrapped, createdAt: clock.now() });
      const plaintext = Buffer.from(JSON.stringify(value));
      const sealed = seal(dataKey, plaintext, context(id));
      plaintext.fill(0);
      return sealed;
    },
    open: async ({ id, sealed }) => {
      if (sealed === null) return undefined;
      const kept = await dataKeys.find(sealedKeyId(sealed));
      if (kept === undefined) return undefined;
      const plaintext = open(keyRing.unwrap(kept.wrapped, kept.id, id), sealed, context(id));
      const value: unknown = JSON.parse(plaintext.toString());
      plaintext.fill(0);
      return value;
    },
    destroy: dataKeys.removeOf,
  };
}

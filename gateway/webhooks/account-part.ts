import { open, seal, sealedKeyId } from "../secrets/sealed.ts";
import type { Store } from "../store/store.ts";
import type { EventRow } from "../store/webhook-rows.ts";

/** What an event tells of the account itself; deleting the connection makes it unreadable. */
export interface AccountPart {
  readonly permissions: readonly string[];
  readonly userData: {
    readonly id: string;
    readonly name: string;
    readonly username: string;
    readonly avatar: string | null;
  };
}

type Place = Pick<EventRow, "id" | "organizationId"> & { readonly connectionId: string };

/** Seals it with the connection's data key; nothing, if that is gone. */
export async function sealAccountPart(
  { dataKeys, keyRing }: Pick<Store, "dataKeys" | "keyRing">,
  part: AccountPart,
  place: Place,
): Promise<Uint8Array | null> {
  const kept = await dataKeys.findOf(place.connectionId);
  if (kept === undefined) return null;
  const key = keyRing.unwrap(kept.wrapped, kept.id, place.connectionId);
  return seal(key, Buffer.from(JSON.stringify(part)), context(place, key.id));
}

/**
 * Opens an event's account part; nothing, if there is none or its connection was deleted meanwhile.
 * @throws GatewayError `INTERNAL_ERROR` if it was altered.
 */
export async function openAccountPart(
  { dataKeys, keyRing }: Pick<Store, "dataKeys" | "keyRing">,
  { sealed, ...event }: EventRow,
): Promise<AccountPart | undefined> {
  const { connectionId } = event;
  if (sealed === null || connectionId === null) return undefined;
  const kept = await dataKeys.find(sealedKeyId(sealed));
  if (kept === undefined) return undefined;
  const key = keyRing.unwrap(kept.wrapped, kept.id, connectionId);
  const text = open(key, sealed, context({ ...event, connectionId }, key.id));
  return JSON.parse(text.toString()) as AccountPart;
}

function context({ organizationId, connectionId, id }: Place, keyId: string): readonly string[] {
  return ["event", organizationId, connectionId, id, keyId];
}

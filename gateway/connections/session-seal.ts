import { open, seal, type SealingKey } from "../secrets/sealed.ts";
import type { SessionRow } from "../store/tables.ts";
import { readHash, writeHash, type XHash } from "../upstream/x-hash.ts";

/** The secrets of a session in clear. */
export interface SessionSecrets {
  readonly cookies: string;
  readonly userAgent: string;
  readonly xBc: string;
  readonly xHash: XHash | undefined;
}

/** What a session is bound to: moved to another place or put back later, it does not open. */
export interface SessionPlace {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly rowVersion: number;
}

/** Seals each secret for its own column. */
export function sealSession(
  secrets: SessionSecrets,
  place: SessionPlace,
  key: SealingKey,
  nowMs: number,
): SessionRow {
  const sealField = (field: Field, text: string): Buffer =>
    seal(key, Buffer.from(text), context(place, field, key));
  return {
    connectionId: place.connectionId,
    rowVersion: place.rowVersion,
    cookies: sealField("cookies", secrets.cookies),
    userAgent: sealField("userAgent", secrets.userAgent),
    xBc: sealField("xBc", secrets.xBc),
    xHash: secrets.xHash === undefined ? null : sealField("xHash", writeHash(secrets.xHash)),
    updatedAt: nowMs,
  };
}

/** Opens a row at its place. @throws GatewayError `INTERNAL_ERROR` if it was altered or belongs elsewhere. */
export function openSession(row: SessionRow, place: SessionPlace, key: SealingKey): SessionSecrets {
  const openField = (field: Field, sealed: Uint8Array): string => {
    const plaintext = open(key, sealed, context(place, field, key));
    const text = plaintext.toString();
    plaintext.fill(0);
    return text;
  };
  return {
    cookies: openField("cookies", row.cookies),
    userAgent: openField("userAgent", row.userAgent),
    xBc: openField("xBc", row.xBc),
    xHash: row.xHash === null ? undefined : readHash(openField("xHash", row.xHash)),
  };
}

type Field = "cookies" | "userAgent" | "xBc" | "xHash";

function context(place: SessionPlace, field: Field, key: SealingKey): readonly string[] {
  const { organizationId, connectionId, rowVersion } = place;
  return ["data", organizationId, connectionId, field, key.id, String(rowVersion)];
}

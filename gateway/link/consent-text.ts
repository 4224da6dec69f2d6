import { hash } from "node:crypto";
import { CONSENT_VERSION, consentMessages } from "./messages.ts";
import { permissionLines } from "./permission-words.ts";

/** What an owner is told before they agree. */
export interface ConsentText {
  readonly version: string;
  readonly title: string;
  readonly can: readonly string[];
  readonly cannot: readonly string[];
  readonly know: readonly string[];
  /** SHA-256 over all of it: what the record of the consent names. */
  readonly sha256: string;
}

/** Puts the text together for an app and the permissions it asks for. */
export function consentText(facts: {
  readonly app: string;
  readonly operator: string | undefined;
  readonly contact: string | undefined;
  readonly host: string;
  readonly permissions: readonly string[];
}): ConsentText {
  const { app, permissions } = facts;
  const said = {
    version: CONSENT_VERSION,
    title: consentMessages.title(app),
    can: permissionLines(permissions),
    cannot: consentMessages.cannot(app, permissions.includes("proxy:any")),
    know: consentMessages.know(facts),
  };
  return { ...said, sha256: hash("sha256", JSON.stringify(said), "hex") };
}

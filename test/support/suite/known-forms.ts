import { checkKey } from "../../../gateway/ids.ts";

/** Secrets that are known by how they look, whoever made them. */
const LOOKS: readonly (readonly [name: string, look: RegExp])[] = [
  ["API key", /\bck_(?:sandbox|live)_[0-9A-Za-z]{49}\b/g],
  ["webhook secret", /\bwhsec_[0-9A-Za-z+/]{32,}/g],
  ["Link session", /\bcs_[0-9A-Za-z]{24}\b/g],
  ["private link", /\bmng_[0-9A-Za-z]{24,}\b/g],
  ["session cookie", /\bsess(?:=|%3D|"?: ?")[0-9a-z]{20,}/g],
];

/** The names of the kinds that come up in these bytes; a key is one only if its checksum is right. */
export function findKnownForms(bytes: Buffer): string[] {
  const text = bytes.toString("latin1");
  return LOOKS.filter(([name, look]) =>
    (text.match(look) ?? []).some((found) => name !== "API key" || checkKey(found)),
  ).map(([name]) => name);
}

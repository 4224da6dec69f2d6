import { readFileSync } from "node:fs";
import { GatewayError } from "../errors.ts";
import type { LinkApp } from "../link/link-apps.ts";
import { readLogo } from "../link/logo.ts";
import type { Declared, Turn } from "./turn.ts";

/** How a file says that an app is shown on the pages for owners. */
export type DeclaredBrand = NonNullable<Declared["apps"][string]["brand"]>;

/** The same as an app registers it; nothing where the file leaves it open. */
export function brandSettings(
  brand: DeclaredBrand | undefined,
): Partial<Pick<LinkApp, "displayName" | "colors" | "publicUrl" | "privacyUrl">> {
  if (brand === undefined) return {};
  const { name = null, accent, accentDark, publicUrl = null, privacyUrl = null } = brand;
  const colors = accent === undefined ? null : { accent, ...(accentDark && { accentDark }) };
  return { displayName: name, colors, publicUrl, privacyUrl };
}

/** Why the file it names cannot be an app's logo, in a sentence; `undefined` if it can, or none is named. */
export function logoProblem({ logo }: DeclaredBrand): string | undefined {
  if (logo === undefined) return undefined;
  try {
    readLogo("", readFileSync(logo));
    return undefined;
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    return `${logo} cannot be read: ${(error as Error).message}.`;
  }
}

/** Takes the picture that the file names, or takes away what it no longer names; says whether that was another. */
export async function takeLogo(
  { inner: { linkRecords } }: Turn,
  appId: string,
  brand: DeclaredBrand | undefined,
): Promise<boolean> {
  if (brand === undefined) return false;
  const before = await linkRecords.logoDigest(appId);
  const logo = brand.logo === undefined ? undefined : readLogo(appId, readFileSync(brand.logo));
  if (before === logo?.digest) return false;
  if (logo === undefined) await linkRecords.removeLogo(appId);
  else await linkRecords.putLogo(logo);
  return true;
}

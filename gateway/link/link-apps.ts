import { Type, type Static } from "typebox";
import { PUBLISHED_PERMISSIONS } from "../connections/permissions.ts";
import type { Repositories } from "../store/store.ts";
import type { AppRow } from "../store/tables.ts";
import { checkColors } from "./brand-colors.ts";
import { isLoopbackHost } from "../loopback.ts";
import { DRIVER_NAMES } from "./login-driver.ts";

const text = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: "^[^\\x00-\\x1f\\x7f]+$" });

const color = Type.String({ pattern: "^#[0-9a-f]{6}$" });

/** What an app registers for Link. */
export const linkAppSchema = Type.Object(
  {
    /** The only addresses an owner is sent back to, compared letter by letter; the first is the usual one. */
    redirectUris: Type.Array(text(2_048), { maxItems: 50, uniqueItems: true }),
    /** The only origins that may show the pages in a frame. */
    origins: Type.Array(text(300), { maxItems: 50, uniqueItems: true }),
    /** What owners are asked for. */
    permissions: Type.Array(Type.String({ pattern: "^[a-z-]{1,40}:[a-z]{1,20}$" }), {
      minItems: 1,
      maxItems: 64,
      uniqueItems: true,
    }),
    /** What owners know the app by; its name unless given. */
    displayName: Type.Union([text(60), Type.Null()]),
    /** Its colours on the pages; the dark one is made from the light one unless given. */
    colors: Type.Union([
      Type.Object(
        { accent: color, accentDark: Type.Optional(color) },
        { additionalProperties: false },
      ),
      Type.Null(),
    ]),
    /** An origin of the app's own at which the pages are served for it alone. */
    publicUrl: Type.Union([text(300), Type.Null()]),
    privacyUrl: Type.Union([text(2_048), Type.Null()]),
    /** The ways in which owners may sign in, of those that the server offers. */
    drivers: Type.Array(Type.Enum([...DRIVER_NAMES]), { minItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);

/** What an app registered for Link. */
export type LinkApp = Static<typeof linkAppSchema>;

/** An app's settings, those it made over the usual ones: passwords and the raw proxy only for the pretend accounts of the sandbox. */
export async function linkAppOf(
  { linkRecords }: Pick<Repositories, "linkRecords">,
  app: Pick<AppRow, "id" | "environment">,
): Promise<LinkApp> {
  const kept = await linkRecords.appSettings(app.id);
  const isSandbox = app.environment === "sandbox";
  const usual: LinkApp = {
    redirectUris: [],
    origins: [],
    permissions: [...PUBLISHED_PERMISSIONS, ...(isSandbox ? ["proxy:any"] : [])],
    displayName: null,
    privacyUrl: null,
    drivers: DRIVER_NAMES.filter((name) => isSandbox || name !== "password"),
    colors: null,
    publicUrl: null,
  };
  return kept === undefined ? usual : { ...usual, ...(JSON.parse(kept) as Partial<LinkApp>) };
}

/** What is wrong with settings beyond their form, in a sentence; `undefined` if nothing is. */
export function checkLinkApp(
  app: Partial<Pick<LinkApp, "privacyUrl" | "publicUrl" | "colors">> & {
    readonly redirectUris: readonly string[];
    readonly origins: readonly string[];
  },
): string | undefined {
  const { redirectUris, origins, privacyUrl = null, publicUrl = null, colors = null } = app;
  for (const uri of redirectUris) {
    const url = safeUrl(uri);
    if (url === undefined || url.hash !== "" || uri.includes("#"))
      return `The redirect URI ${JSON.stringify(uri)} must be an https URL (http on this machine only) without fragment and user.`;
  }
  for (const origin of origins) {
    if (safeUrl(origin)?.origin !== origin)
      return `${JSON.stringify(origin)} is no origin, such as https://app.example.`;
  }
  if (privacyUrl !== null && safeUrl(privacyUrl) === undefined)
    return "`privacyUrl` must be an https URL.";
  if (publicUrl !== null && safeUrl(publicUrl)?.origin !== publicUrl)
    return "`publicUrl` must be an origin, such as https://link.app.example.";
  return colors === null ? undefined : checkColors(colors);
}

function safeUrl(text: string): URL | undefined {
  if (!/^[\x21-\x7e]+$/.test(text) || text.includes("\\") || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return undefined;
  // A URL parser lets `*` through, and in a policy it would stand for any host.
  if (!/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(url.hostname)) return undefined;
  const isSafe =
    url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
  return isSafe ? url : undefined;
}

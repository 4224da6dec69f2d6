import { randomBytes } from "node:crypto";
import type { Canary } from "../canaries.ts";

/** What the planted secret is called; the file it is in, too. */
export const PLANTED = "planted";
/** The forms of it that a search must find there. */
export const PLANTED_FORMS = ["base64+2", "hex", "json", "raw", "url"];

/** A secret that reads differently in each form. */
export function createPlanted(): Canary {
  return { name: PLANTED, value: `cnry/+"${randomBytes(18).toString("hex")}` };
}

/** The secret in each of the forms, among bytes that are no text: a search that misses one is blind. */
export function plant({ value }: Canary): Buffer {
  const forms = [
    value,
    Buffer.from(`Cookie: ${value}; a=b`).toString("base64"),
    Buffer.from(value).toString("hex"),
    `?a=${encodeURIComponent(value)}&b`,
    JSON.stringify({ a: value }),
  ];
  return Buffer.concat([Buffer.of(0, 255, 254), Buffer.from(forms.join("\0"))]);
}

import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { WebhookForm } from "../store/webhook-rows.ts";

/**
 * Whether a message in the `standard` form was signed with a secret, and lately.
 */
export function isSigned(
  secret: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

/** What is signed. */
export interface Message {
  /** The event's ID: the same at every attempt. */
  readonly id: string;
  readonly body: string;
}

/**
 * The headers that let a receiver check where a message comes from and when it was sent, with a
 * signature for each secret. `standard` is Standard Webhooks 1.0, `svix` the same under the header
 * names of OFAuth's SDKs, `ofauth` the header of its documentation, over `<seconds>.<body>` and keyed
 * with the secret's whole text.
 */
export function signatureHeaders(
  form: WebhookForm,
  secrets: readonly string[],
  { id, body }: Message,
  nowMs: number,
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(nowMs / 1000));
  if (form === "ofauth") {
    const signatures = secrets.map(
      (secret) => `v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`,
    );
    return { "webhook-id": id, "ofauth-signature": [`t=${seconds}`, ...signatures].join(",") };
  }
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(nowMs), body));
  const prefix = form === "svix" ? "svix" : "webhook";
  return {
    [`${prefix}-id`]: id,
    [`${prefix}-timestamp`]: seconds,
    [`${prefix}-signature`]: signatures.join(" "),
  };
}

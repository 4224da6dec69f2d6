import type { WebhookEndpointRow } from "../store/webhook-rows.ts";

/** What an endpoint is made of. */
export type NewEndpoint = Pick<
  WebhookEndpointRow,
  "organizationId" | "environment" | "url" | "form" | "description"
> & {
  readonly events: readonly string[];
  /** Its name in the configuration file, with the secret that stands there. */
  readonly declaredAs?: string;
  readonly secret?: string;
};

/** What may change about it. */
export interface EndpointChanges {
  readonly url?: string;
  readonly events?: readonly string[];
  readonly form?: WebhookEndpointRow["form"];
  readonly description?: string | null;
  readonly enabled?: boolean;
}

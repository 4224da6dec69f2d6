// Written by `npm run docs` from the gateway's own OpenAPI document.
import type { webhooks } from "./api.d.ts";
/** Any event, told apart by its `type`. */
export type WebhookEvent = {
    [Type in keyof webhooks]: webhooks[Type]["post"]["requestBody"]["content"]["application/json"];
}[keyof webhooks];
/** What a receiver got: the body as text, exactly as it came. */
export interface ReceivedWebhook {
    readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
    readonly body: string;
    /** The endpoint's secret; while it is being changed, the old and the new one. */
    readonly secret: string | readonly string[];
}
/** A message that is not, or not now, from the endpoint's gateway. */
export declare class WebhookVerificationError extends Error {
    readonly name: string;
}
/**
 * The event of an endpoint of the form `standard`, once a signature with a secret holds and it was sent
 * within five minutes.
 * @throws WebhookVerificationError otherwise: answer 400 and do nothing.
 */
export declare function verifyWebhook({ headers, body, secret }: ReceivedWebhook): WebhookEvent;

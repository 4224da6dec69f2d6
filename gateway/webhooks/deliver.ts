import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Log } from "../observe/log.ts";
import type { Store } from "../store/store.ts";
import type { DeliveryRow, EventRow, WebhookEndpointRow } from "../store/webhook-rows.ts";
import { openAccountPart } from "./account-part.ts";
import { judge, type Judgement } from "./judge.ts";
import type { Post, PostResult } from "./post.ts";
import type { Reach } from "./reach.ts";
import type { EndpointSecrets } from "./secrets.ts";
import { signatureHeaders } from "./sign.ts";
import { writeBody } from "./write-body.ts";

/** Where endpoints of an environment may be. */
export function reachOf(environment: EnvironmentName): Reach {
  return environment === "sandbox" ? "public-or-loopback" : "public";
}

/** Makes what tries one delivery and keeps what came of it, in one transaction. */
export function createDeliver(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: EndpointSecrets;
  readonly post: Post;
  readonly onAttempt: (result: Judgement["becomes"]) => void;
}): (delivery: DeliveryRow) => Promise<void> {
  const { store, clock, log, secrets, post, onAttempt } = options;

  return async (delivery) => {
    // Read anew each time: a changed URL or secret counts from the next attempt on.
    const endpoint = await store.webhookEndpoints.find(delivery.endpointId);
    const event = await store.outbox.find(delivery.position);
    if (endpoint === undefined || event === undefined || endpoint.disabledReason !== null) return;
    const at = clock.now();
    const answer = await send(delivery, endpoint, event, at);
    // Nothing is known of it: it is due again at the next start.
    if (answer.result === "given_up") return;
    const judgement = judge(delivery, answer, at, clock);
    await keep(delivery, endpoint, answer, judgement, at);
    onAttempt(judgement.becomes);
  };

  async function send(
    delivery: DeliveryRow,
    endpoint: WebhookEndpointRow,
    event: EventRow,
    at: number,
  ): Promise<PostResult> {
    const read = await readMessage(endpoint, event);
    if (read === undefined)
      return { status: undefined, result: "unreadable", retryAfterMs: undefined, durationMs: 0 };
    const { body, keys } = read;
    const message = { id: event.id, body };
    const headers = {
      "content-type": "application/json",
      "user-agent": "Countersign-Webhooks/1",
      "countersign-attempt": String(delivery.attempts + 1),
      ...(delivery.isRedelivery === 1 && { "countersign-redelivery": "true" }),
      ...signatureHeaders(endpoint.form, keys, message, at),
    };
    return post(endpoint.url, reachOf(endpoint.environment), headers, body);
  }

  async function readMessage(endpoint: WebhookEndpointRow, event: EventRow) {
    try {
      const account = await openAccountPart(store, event);
      return {
        body: writeBody(event, account, endpoint.form),
        keys: await secrets.of(endpoint.id),
      };
    } catch (error) {
      // A record that was tampered with will be so for ever: it must not hold up its lane.
      if (!(error instanceof GatewayError) || error.code !== "INTERNAL_ERROR") throw error;
      log.error({ error, endpointId: endpoint.id, eventId: event.id }, "an event is unreadable");
      return undefined;
    }
  }

  async function keep(
    { id, endpointId, lane, state, attempts, firstAttemptAt, createdAt }: DeliveryRow,
    { url }: WebhookEndpointRow,
    { status, result, durationMs }: PostResult,
    { becomes, nextAttemptAt, throttledUntil, isGone }: Judgement,
    at: number,
  ): Promise<void> {
    const nowMs = clock.now();
    const disabled = await store.transaction(async ({ deliveries, webhookEndpoints }) => {
      await deliveries.logAttempt({
        id: newId("wha_", clock),
        deliveryId: id,
        at,
        durationMs,
        status: status ?? null,
        result,
      });
      const isEnded = becomes === "delivered" || becomes === "dead";
      await deliveries.update(id, {
        // One that was parked already stays out of its lane.
        state: becomes === "due" ? state : becomes,
        attempts: attempts + 1,
        firstAttemptAt: firstAttemptAt ?? at,
        nextAttemptAt: nextAttemptAt ?? nowMs,
        lastResult: status === undefined ? result : String(status),
        endedAt: isEnded ? nowMs : null,
      });
      if (becomes !== "due") await deliveries.advance(endpointId, lane, nowMs);
      if (throttledUntil !== undefined)
        await webhookEndpoints.update(endpointId, { throttledUntil });
      // Days of trying, and nothing else got through meanwhile either.
      const isFailing =
        becomes === "dead" && ((await deliveries.lastDeliveredAt(endpointId)) ?? 0) < createdAt;
      if (!isGone && !isFailing) return undefined;
      const disabledReason = isGone ? "gone" : "failing";
      await webhookEndpoints.update(endpointId, { disabledReason, updatedAt: nowMs });
      return disabledReason;
    });
    if (disabled !== undefined)
      log.warn(
        { endpointId, host: URL.parse(url)?.host, reason: disabled },
        "a webhook endpoint was switched off",
      );
  }
}

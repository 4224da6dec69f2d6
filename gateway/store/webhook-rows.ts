import type { ConnectionState } from "../connections/life.ts";
import type { EnvironmentName } from "../environments.ts";

/** The tables of webhooks and of what they tell. */
export interface WebhookTables {
  readonly webhookEndpoints: WebhookEndpointRow;
  readonly webhookSecrets: WebhookSecretRow;
  readonly events: EventRow;
  readonly eventSequences: EventSequenceRow;
  readonly deliveries: DeliveryRow;
  readonly deliveryAttempts: DeliveryAttemptRow;
  readonly connectionHistory: ConnectionChangeRow;
}

/** How an endpoint's deliveries are written and signed. */
export type WebhookForm = "standard" | "ofauth" | "svix";

/** An address of an organization that is told of events in one environment. */
export interface WebhookEndpointRow {
  readonly id: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly url: string;
  /** A JSON array of event types, or of `*`. */
  readonly events: string;
  readonly form: WebhookForm;
  readonly description: string | null;
  /** Why nothing is delivered to it: `operator`, `gone` or `failing`. */
  readonly disabledReason: string | null;
  /** It asked not to be called before this time. */
  readonly throttledUntil: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Its name in the configuration file, if that is where it is declared. */
  readonly declaredAs: string | null;
}

/** A signing secret, sealed with the endpoint's data key. */
export interface WebhookSecretRow {
  readonly id: string;
  readonly endpointId: string;
  readonly sealed: Uint8Array;
  readonly createdAt: number;
  /** When it stops signing, once another has taken its place. */
  readonly expiresAt: number | null;
}

/** Something that happened, written in the same transaction as the change it tells of. */
export interface EventRow {
  /** The order of all events. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  readonly connectionId: string | null;
  /** Counts the events of its connection, or of its organization's environment. */
  readonly sequence: number;
  /** What may be known for ever, as a JSON object. */
  readonly data: string;
  /** What belongs to the account, sealed with the connection's data key. */
  readonly sealed: Uint8Array | null;
  readonly createdAt: number;
}

/** The last number given to an event about a subject. */
export interface EventSequenceRow {
  readonly subject: string;
  readonly sequence: number;
}

/**
 * `due`: the first of its lane, tried at `nextAttemptAt`; `queued`: behind another in its lane;
 * `parked`: failed for so long that its lane went on, tried on its own; `delivered`; `dead`: given up.
 */
export type DeliveryState = "due" | "queued" | "parked" | "delivered" | "dead";

/** An event on its way to an endpoint. Its lane is the endpoint and the connection. */
export interface DeliveryRow {
  readonly id: string;
  readonly endpointId: string;
  readonly position: number;
  /** The connection, or nothing in it for events about none. */
  readonly lane: string;
  readonly state: DeliveryState;
  /** Attempts since it was made, or asked for again. */
  readonly attempts: number;
  readonly firstAttemptAt: number | null;
  readonly nextAttemptAt: number;
  /** Set if somebody asked for it again. */
  readonly isRedelivery: number;
  /** What the last attempt came to, in a word. */
  readonly lastResult: string | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** One try, for the delivery log. */
export interface DeliveryAttemptRow {
  readonly id: string;
  readonly deliveryId: string;
  readonly at: number;
  readonly durationMs: number;
  readonly status: number | null;
  /** `ok`, or in a word what was wrong. */
  readonly result: string;
}

/** One change of a connection's state. */
export interface ConnectionChangeRow {
  readonly id: number;
  readonly connectionId: string;
  readonly at: number;
  /** Nothing for a connection that was just made. */
  readonly fromState: ConnectionState | null;
  readonly toState: ConnectionState;
  /** Whose doing it was: `upstream`, `owner`, `app`, `operator` or `gateway`. */
  readonly changedBy: string;
  readonly reason: string | null;
}

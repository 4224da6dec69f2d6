import type { EventDocument } from "../../webhooks/event-documents.ts";
import type { OpenApi, Parameter } from "./document.ts";
import type { NamedSchemas } from "./schemas.ts";

const field = (name: string, description: string): Parameter => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string" },
});

/** The header fields of the form `standard`. */
const FIELDS = [
  field("webhook-id", "The event's ID, the same at every attempt."),
  field("webhook-timestamp", "When it was sent, in seconds."),
  field("webhook-signature", "Standard Webhooks 1.0: a `v1,` signature for each secret in force."),
];

/** Describes the events as the requests that receivers get. */
export function describeEvents(
  events: readonly EventDocument[],
  schemas: NamedSchemas,
): OpenApi["webhooks"] {
  return Object.fromEntries(
    events.map(({ type, summary, body }) => [
      type,
      {
        post: {
          operationId: `on${wordsOf(type)}`,
          tags: ["webhooks"],
          summary,
          description:
            "The form `svix` says `eventType` in place of `type`, and `live` in place of `timestamp`.",
          parameters: FIELDS,
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemas.refer(body) } },
          },
          responses: { "2XX": { description: "Taken; anything else is sent again later." } },
          // Who sends it is shown by the signature.
          security: [],
        },
      },
    ]),
  );
}

/** `connection.created` as `ConnectionCreated`. */
function wordsOf(type: string): string {
  return type
    .split(/[._]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

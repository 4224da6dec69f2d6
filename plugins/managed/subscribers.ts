import { Type } from "typebox";
import { defineEndpoint } from "./endpoint.ts";
import { Limit, Offset, pageOf } from "./paging.ts";
import { AnyObject, optional } from "./shapes/fields.ts";
import { Subscriber } from "./shapes/subscriber.ts";

const Condition = Type.String({ maxLength: 64 });

const listSubscribers = defineEndpoint({
  method: "GET",
  path: "/subscribers",
  summary: "The account's fans.",
  permission: "subscribers:read",
  risk: "read",
  evidence: "observed",
  query: Type.Object({
    // The published maximum is 100; the upstream gives no more than 20.
    limit: Limit(20),
    offset: Offset,
    query: Type.Optional(Type.String({ maxLength: 200 })),
    filter: Type.Optional(
      Type.Object(
        {
          ...optional(Condition, ["promoId", "trial_id", "duration", "tips", "total_spent"]),
          online: Type.Optional(Type.Boolean()),
        },
        { description: "Written `filter[online]=1`." },
      ),
    ),
    type: Type.Enum(["all", "active", "expired", "latest"], { default: "all" }),
    startDate: Type.Optional(
      Type.String({ maxLength: 40, description: "With `type=latest`: subscribed since." }),
    ),
    endDate: Type.Optional(
      Type.String({ maxLength: 40, description: "With `type=latest`: subscribed until." }),
    ),
    latestType: Type.Optional(
      Type.Enum(["total", "new", "renewals"], { description: "With `type=latest`." }),
    ),
  }),
  answer: pageOf(Subscriber),
  paging: "offset",
  upstream: {
    method: "GET",
    path: "/subscriptions/subscribers",
    pathBy: { query: "type", paths: { latest: "/subscriptions/subscribers/latest" } },
    query: ({ limit, offset, query, filter = {}, type, ...window }) => ({
      limit,
      offset,
      query,
      ...(type === "latest"
        ? {
            type: window.latestType ?? "total",
            startDate: window.startDate,
            endDate: window.endDate,
          }
        : { type }),
      ...Object.fromEntries(
        Object.entries(filter).map(([name, value]) => [`filter[${name}]`, value]),
      ),
      format: "infinite",
    }),
  },
});

const setNote = defineEndpoint({
  method: "PUT",
  path: "/subscribers/:userId/note",
  summary: "Writes the account's private note on a fan; an empty one removes it.",
  permission: "subscribers:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object({ notice: Type.String({ maxLength: 1000 }) }, { additionalProperties: false }),
  answer: AnyObject,
  upstream: { method: "PUT", path: "/subscriptions/:userId", body: ({ notice }) => ({ notice }) },
});

const setCustomName = defineEndpoint({
  method: "PUT",
  path: "/subscribers/:userId/custom-name",
  summary: "Sets the name that the account alone sees for a fan.",
  permission: "subscribers:write",
  risk: "write",
  evidence: "observed",
  body: Type.Object(
    { displayName: Type.String({ minLength: 1, maxLength: 100 }) },
    { additionalProperties: false },
  ),
  answer: AnyObject,
  upstream: {
    method: "PUT",
    path: "/subscriptions/:userId",
    body: ({ displayName }) => ({ displayName }),
  },
});

/** The account's fans. */
export const subscribers = [listSubscribers, setNote, setCustomName];

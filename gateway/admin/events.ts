import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { EVENT_TYPES } from "../webhooks/event-types.ts";
import { readEvents } from "../webhooks/read-events.ts";
import { organizationOr } from "./organizations.ts";

const closed = { additionalProperties: false } as const;
const TYPE = EVENT_TYPES.join("|").replaceAll(".", "\\.");
const query = Type.Object(
  {
    organizationId: Type.Optional(Type.String()),
    environment: Type.Enum(["sandbox", "live"]),
    after: Type.Optional(Type.String({ pattern: "^(evt_[0-9A-Za-z]{24}|[0-9]{1,15})$" })),
    types: Type.Optional(Type.String({ pattern: `^(${TYPE})(,(${TYPE})){0,30}$` })),
  },
  closed,
);
const headers = Type.Object({
  "countersign-secret": Type.String({ pattern: "^whsec_[0-9A-Za-z+/]{32,88}={0,2}$" }),
});

/** `/admin/events`: what endpoints are told, for whoever cannot be reached by a delivery; signed with the secret that is sent along. */
export function eventRoutes(app: ControlApp, { store, clock }: AccountServices): void {
  app.get("/events", { schema: { querystring: query, headers } }, async (request) => {
    const { environment, after, types } = request.query;
    const { id: organizationId } = await organizationOr(store, request.query.organizationId);
    const owner = { organizationId, environment };
    const secret = request.headers["countersign-secret"];
    return readEvents({ store, clock }, owner, after, types?.split(","), secret);
  });
}

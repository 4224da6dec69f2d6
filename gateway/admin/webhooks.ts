import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { cutPage, pageOf, pagingQuery } from "../api/paging.ts";
import { GatewayError } from "../errors.ts";
import { EVENT_TYPES } from "../webhooks/event-types.ts";
import type { Perform } from "./acts.ts";
import { ownerQuery } from "./apps.ts";
import { assertMatch, sendTagged } from "./etag.ts";
import { organizationOr } from "./organizations.ts";
import { viewAttempt, viewDelivery, viewEndpoint } from "./webhook-view.ts";

const closed = { additionalProperties: false } as const;
const params = Type.Object({ endpointId: Type.String() });
const deliveryParams = Type.Object({ deliveryId: Type.String() });
const settings = {
  url: Type.String({ minLength: 1, maxLength: 2_048 }),
  events: Type.Array(Type.Enum(["*", ...EVENT_TYPES]), { minItems: 1, uniqueItems: true }),
  form: Type.Enum(["standard", "ofauth", "svix"]),
  description: Type.Union([
    Type.String({ maxLength: 200, pattern: "^[^\\x00-\\x1f\\x7f]+$" }),
    Type.Null(),
  ]),
};
const newEndpoint = Type.Object(
  {
    organizationId: Type.Optional(Type.String()),
    environment: Type.Enum(["sandbox", "live"]),
    url: settings.url,
    events: Type.Optional(settings.events),
    form: Type.Optional(settings.form),
    description: Type.Optional(settings.description),
  },
  closed,
);
const changes = Type.Partial(Type.Object({ ...settings, enabled: Type.Boolean() }), closed);
const rotation = Type.Object({ overlapHours: Type.Integer({ minimum: 0, maximum: 168 }) }, closed);
const range = Type.Object(
  { since: Type.String({ maxLength: 40 }), until: Type.Optional(Type.String({ maxLength: 40 })) },
  closed,
);
const deliveriesQuery = Type.Object(
  {
    ...pagingQuery,
    state: Type.Optional(Type.Enum(["due", "queued", "parked", "delivered", "dead"])),
  },
  closed,
);

const HOUR_MS = 3_600_000;

/** `/admin/webhooks`: who is told of events, with what became of each delivery. A secret is in the answer that makes it, and nowhere after. */
export function webhookRoutes(
  app: ControlApp,
  { store, webhooks, clock }: AccountServices,
  perform: Perform,
): void {
  const path = "/webhooks/:endpointId";
  app.get("/webhooks", { schema: { querystring: ownerQuery } }, async (request) => ({
    list: (await store.webhookEndpoints.list(request.query)).map(viewEndpoint),
  }));

  app.get(path, { schema: { params } }, async (request, reply) =>
    sendTagged(reply, viewEndpoint(await find(request.params.endpointId))),
  );

  app.post("/webhooks", { schema: { body: newEndpoint } }, (request, reply) => {
    const {
      environment,
      url,
      events = ["*"],
      form = "standard",
      description = null,
    } = request.body;
    const detail = { environment, events, form, host: URL.parse(url)?.host };
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    return perform(request, { action: "webhook.create", detail, describe }, async () => {
      const { id: organizationId } = await organizationOr(store, request.body.organizationId);
      const asked = { organizationId, environment, url, events, form, description };
      const { secret, ...row } = await webhooks.add(asked);
      void reply.code(201);
      return { ...viewEndpoint(row), secret };
    });
  });

  app.patch(path, { schema: { params, body: changes } }, (request, reply) => {
    const { endpointId: target } = request.params;
    const { url, ...detail } = request.body;
    const act = {
      action: "webhook.update",
      target,
      detail: { ...detail, ...(url !== undefined && { host: URL.parse(url)?.host }) },
    };
    return perform(request, act, async () => {
      await match(request, target);
      return sendTagged(reply, viewEndpoint(await webhooks.change(target, request.body)));
    });
  });

  app.post(`${path}/rotate`, { schema: { params, body: rotation } }, (request) => {
    const { endpointId: target } = request.params;
    const { overlapHours } = request.body;
    return perform(
      request,
      { action: "webhook.rotate", target, detail: { overlapHours } },
      async () => {
        await match(request, target);
        return { id: target, secret: await webhooks.rotate(target, overlapHours * HOUR_MS) };
      },
    );
  });

  app.delete(path, { schema: { params } }, async (request, reply) => {
    const { endpointId: target } = request.params;
    await perform(request, { action: "webhook.delete", target }, async () => {
      await match(request, target);
      await webhooks.remove(target);
    });
    return reply.code(204).send();
  });

  app.get(
    `${path}/deliveries`,
    { schema: { params, querystring: deliveriesQuery } },
    async (request, reply) => {
      const { id: endpointId } = await find(request.params.endpointId);
      const { limit, offset } = pageOf(request.query, reply);
      const { state } = request.query;
      const rows = await store.deliveries.list({ endpointId, state, limit: limit + 1, offset });
      const { list, hasMore } = cutPage(rows, limit);
      return { list: list.map(viewDelivery), hasMore };
    },
  );

  app.post(`${path}/redeliver`, { schema: { params, body: range } }, (request) => {
    const { endpointId: target } = request.params;
    return perform(
      request,
      { action: "webhook.redeliver", target, detail: request.body },
      async () => {
        const sinceMs = timeIn(request.body.since);
        const { until } = request.body;
        const untilMs = until === undefined ? clock.now() + 1 : timeIn(until);
        return { events: await webhooks.redeliverBetween(target, sinceMs, untilMs) };
      },
    );
  });

  app.get(
    "/webhook-deliveries/:deliveryId",
    { schema: { params: deliveryParams } },
    async (request) => {
      const attempts = await store.deliveries.attemptsOf(request.params.deliveryId);
      return { id: request.params.deliveryId, attempts: attempts.map(viewAttempt) };
    },
  );

  app.post(
    "/webhook-deliveries/:deliveryId/redeliver",
    { schema: { params: deliveryParams } },
    (request) => {
      const { deliveryId: target } = request.params;
      return perform(request, { action: "webhook.redeliver", target }, async () => {
        const { id, state } = await webhooks.redeliver(target);
        return { id, state };
      });
    },
  );

  async function match(request: Parameters<typeof assertMatch>[0], endpointId: string) {
    assertMatch(request, viewEndpoint(await find(endpointId)));
  }

  async function find(endpointId: string) {
    const row = await store.webhookEndpoints.find(endpointId);
    if (row !== undefined) return row;
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such webhook endpoint.");
  }
}

function timeIn(text: string): number {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new GatewayError(
    "BAD_REQUEST",
    "`since` and `until` are times such as 2026-01-31T12:00:00Z.",
  );
}

import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { cutPage, pageOf, pagingQuery } from "../api/paging.ts";
import { COUNTRY } from "../config/sections/fields.ts";
import { CONNECTION_STATES, type ConnectionState } from "../connections/life.ts";
import { toConnection } from "../connections/resolver.ts";
import { assertNotDeclared, declaredName, declaredNames } from "../declared/owned.ts";
import { GatewayError } from "../errors.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { ActRequest, Perform } from "./acts.ts";
import { viewConnection, viewGrant } from "./connection-view.ts";
import { assertMatch, sendTagged } from "./etag.ts";

const params = Type.Object({ connectionId: Type.String() });
const listQuery = Type.Object(
  {
    ...pagingQuery,
    organizationId: Type.Optional(Type.String()),
    environment: Type.Optional(Type.Enum(["sandbox", "live"])),
    state: Type.Optional(Type.Enum([...CONNECTION_STATES])),
    externalId: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

const placeChanges = Type.Object(
  {
    egressId: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()])),
    country: Type.Optional(Type.Union([Type.String({ pattern: COUNTRY }), Type.Null()])),
  },
  { additionalProperties: false, minProperties: 1 },
);

/** `/admin/connections`: all linked accounts, those in trouble first; shown, given an outbound proxy, paused, resumed and deleted. */
export function connectionRoutes(
  app: ControlApp,
  { store, connections, egresses, signOut }: AccountServices,
  perform: Perform,
): void {
  app.get("/connections", { schema: { querystring: listQuery } }, async (request, reply) => {
    const { organizationId, environment, state, externalId } = request.query;
    const { limit, offset } = pageOf(request.query, reply);
    const rows = await store.connections.list({
      organizationId,
      environment,
      states: state && [state],
      clientReferenceId: externalId,
      order: "trouble",
      limit: limit + 1,
      offset,
    });
    const { list, hasMore } = cutPage(rows, limit);
    const counts = await connections.countByState();
    const nameOf = await declaredNames(store);
    const shown = list.map((row) => viewConnection(row, nameOf(row.id)));
    return { list: shown, hasMore, states: Object.fromEntries(counts) };
  });

  app.get("/connections/:connectionId", { schema: { params } }, async (request, reply) =>
    sendTagged(reply, await show(request.params.connectionId)),
  );

  app.post("/connections/:connectionId/pause", { schema: { params } }, (request, reply) =>
    edit(request, "connection.pause", async ({ id, state }) => {
      await assertNotDeclared(store, id, "paused");
      if (state === "paused") return;
      if (state === "revoked" || state === "disconnected") throw not("paused", state);
      await connections.setState(id, "paused", "operator");
    }).then((shown) => sendTagged(reply, shown)),
  );

  app.post("/connections/:connectionId/resume", { schema: { params } }, (request, reply) =>
    edit(request, "connection.resume", async ({ id, state, reason }) => {
      await assertNotDeclared(store, id, "paused");
      if (state === "active") return;
      if (state !== "paused") throw not("resumed", state);
      if (reason === "owner") throw ownersPause();
      await connections.setState(id, "active", "resumed");
    }).then((shown) => sendTagged(reply, shown)),
  );

  app.patch(
    "/connections/:connectionId",
    { schema: { params, body: placeChanges } },
    (request, reply) => {
      const { egressId, country } = request.body;
      const detail = request.body;
      return edit(
        request,
        "connection.place",
        async (row) => {
          for (const field of ["egressId", "country"])
            await assertNotDeclared(store, row.id, field);
          // Elsewhere another outbound proxy is chosen, unless one is named.
          const isElsewhere = country !== undefined && country !== row.country;
          const kept = egressId ?? (egressId === null || isElsewhere ? null : row.egressId);
          if (kept !== null && kept !== row.egressId) egresses.assign(row.id, kept);
          await connections.setEgress(row.id, kept, country);
          egresses.note(row.id, kept ?? undefined);
        },
        detail,
      ).then((shown) => sendTagged(reply, shown));
    },
  );

  app.delete("/connections/:connectionId", { schema: { params } }, async (request, reply) => {
    const { connectionId: target } = request.params;
    await perform(request, { action: "connection.delete", target }, async () => {
      const row = await find(target);
      assertMatch(request, await show(target));
      await signOut(toConnection(row));
      await connections.delete(target);
    });
    return reply.code(204).send();
  });

  function edit(
    request: ActRequest & Parameters<typeof assertMatch>[0] & { params: { connectionId: string } },
    action: string,
    change: (row: ConnectionRow) => Promise<void>,
    detail: object = {},
  ) {
    const { connectionId: target } = request.params;
    return perform(request, { action, target, detail }, async () => {
      const row = await find(target);
      assertMatch(request, await show(target));
      await change(row);
      return show(target);
    });
  }

  async function show(connectionId: string) {
    const row = await find(connectionId);
    const grants = await store.grants.listOf(connectionId);
    const declaredAs = await declaredName(store, connectionId);
    return { ...viewConnection(row, declaredAs), grants: grants.map(viewGrant) };
  }

  async function find(connectionId: string): Promise<ConnectionRow> {
    const row = await store.connections.find(connectionId);
    if (row !== undefined) return row;
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such connection.");
  }
}

function ownersPause(): GatewayError {
  return new GatewayError("CONFLICT", "The account owner has paused this connection.", {
    reason: "owner",
    nextActions: ["Ask the account owner to let it go on."],
  });
}

function not(done: string, state: ConnectionState): GatewayError {
  return new GatewayError("CONFLICT", `The connection is ${state} and cannot be ${done}.`, {
    reason: state,
    nextActions: ["Link or import the account again."],
  });
}

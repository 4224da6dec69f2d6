import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { Caller } from "../keys/keys.ts";
import { toConnection } from "../connections/resolver.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import { PUBLISHED_STATUSES, statesOf } from "../connections/published-status.ts";
import {
  connectionSchema,
  oneConnectionSchema,
  viewConnection,
  viewLife,
} from "./connection-view.ts";
import type { ControlApp } from "./control-plane.ts";
import { connectionParams, findOwn } from "./own-connection.ts";
import { cutPage, pageOf, pagingQuery } from "./paging.ts";

const closed = { additionalProperties: false } as const;

const listSchema = {
  summary: "The organization's linked accounts, in pages.",
  querystring: Type.Object(
    {
      ...pagingQuery,
      status: Type.Optional(Type.Enum([...PUBLISHED_STATUSES])),
      imported: Type.Optional(Type.Enum(["true", "false"])),
    },
    closed,
  ),
  response: {
    200: Type.Object({ list: Type.Array(connectionSchema), hasMore: Type.Boolean() }, closed),
  },
};

const oneSchema = {
  summary: "One linked account.",
  params: connectionParams,
  response: { 200: oneConnectionSchema },
};
const endSchema = { params: connectionParams, response: { 204: Type.Null() } };

const SHOWN_CHANGES = 50;

/** `/v2/account/connections`: an organization's linked accounts, listed, shown and ended. */
export function accountConnectionsRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  { store, connections, signOut, audit }: AccountServices,
): void {
  const onRequest = authenticate("ACCOUNT");

  app.get("/v2/account/connections", { onRequest, schema: listSchema }, async (request, reply) => {
    const { organizationId, environment, appId } = callerOf(request);
    const { status, imported } = request.query;
    const { limit, offset } = pageOf(request.query, reply);
    const rows = await store.connections.list({
      organizationId,
      environment,
      states: status && statesOf(status),
      imported: imported && imported === "true",
      limit: limit + 1,
      offset,
    });
    const { list, hasMore } = cutPage(rows, limit);
    const ids = list.map(({ id }) => id);
    const grants = await store.grants.mapOf(appId, ids);
    return { list: list.map((row) => viewConnection(row, grants.get(row.id))), hasMore };
  });

  app.get(
    "/v2/account/connections/:connectionId",
    { onRequest, schema: oneSchema },
    async (request) => {
      const caller = callerOf(request);
      const row = await findOwn(store, caller, request.params.connectionId);
      const grants = await store.grants.mapOf(caller.appId, [row.id]);
      const changes = await store.connectionHistory.newest(row.id, SHOWN_CHANGES);
      return { ...viewConnection(row, grants.get(row.id)), ...viewLife(row, changes) };
    },
  );

  app.delete(
    "/v2/account/connections/:connectionId",
    { onRequest, schema: { summary: "Unlinks an account for good.", ...endSchema } },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findOwn(store, caller, request.params.connectionId);
      await signOut(toConnection(row));
      await connections.delete(row.id);
      await record(caller, "connection.delete", row.id, request.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    "/v2/account/connections/:connectionId/invalidate",
    {
      onRequest,
      schema: { summary: "Signs an account out; it can be linked again.", ...endSchema },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findOwn(store, caller, request.params.connectionId);
      await signOut(toConnection(row));
      await connections.invalidate(row.id);
      await record(caller, "connection.invalidate", row.id, request.id);
      return reply.code(204).send(null);
    },
  );

  function record(caller: Caller, action: string, target: string, requestId: string) {
    return audit.record({ actor: caller.keyId, action, target, requestId, outcome: "ok" });
  }
}

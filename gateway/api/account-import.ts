import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ImportResult } from "../connections/imports.ts";
import type { Caller } from "../keys/keys.ts";
import { createPerform } from "../admin/acts.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import { connectionSchema, viewConnection } from "./connection-view.ts";
import type { ControlApp } from "./control-plane.ts";
import { importMembers, referenceMember, sessionMembers } from "./import-body.ts";
import { connectionParams, findOwn } from "./own-connection.ts";

const closed = { additionalProperties: false } as const;

const importBody = Type.Object(
  {
    ...sessionMembers,
    ...importMembers,
    clientReferenceId: Type.Optional(Type.Union([referenceMember, Type.Null()])),
  },
  closed,
);
const renewBody = Type.Object(sessionMembers, closed);

/** `/v2/account/connections/import`: sessions handed in by the organization, tried before they are kept. */
export function accountImportRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  { store, imports, audit }: AccountServices,
): void {
  const onRequest = authenticate("ACCOUNT");
  const perform = createPerform(audit);

  app.post(
    "/v2/account/connections/import",
    {
      onRequest,
      schema: {
        summary: "Links an account by a session that is already there.",
        body: importBody,
        response: { 200: connectionSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { clientReferenceId, ...body } = request.body;
      const { organizationId, appId, environment } = caller;
      const asked = {
        ...body,
        organizationId,
        appId,
        environment,
        clientReferenceId: clientReferenceId ?? undefined,
      };
      const act = { actor: caller.keyId, action: "connection.import", describe: whatCame };
      const { connectionId } = await perform(request, act, () =>
        imports.import(asked, { check: true }),
      );
      return show(caller, connectionId);
    },
  );

  app.patch(
    "/v2/account/connections/import/:connectionId",
    {
      onRequest,
      schema: {
        summary: "Renews the session of a linked account.",
        params: connectionParams,
        body: renewBody,
        response: { 200: connectionSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const row = await findOwn(store, caller, request.params.connectionId);
      const act = { actor: caller.keyId, action: "connection.renew", target: row.id };
      await perform(request, act, () => imports.renew(row, caller.appId, request.body));
      return show(caller, row.id);
    },
  );

  async function show(caller: Caller, connectionId: string) {
    const row = await findOwn(store, caller, connectionId);
    const grants = await store.grants.mapOf(caller.appId, [row.id]);
    return viewConnection(row, grants.get(row.id));
  }
}

function whatCame({ connectionId, result }: ImportResult) {
  return { target: connectionId, result };
}

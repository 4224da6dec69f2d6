import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { timeOf } from "../api/connection-view.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { assertNotDeclared, declaredName, declaredNames } from "../declared/owned.ts";
import { GatewayError } from "../errors.ts";
import type { ApiKeyRow } from "../store/tables.ts";
import type { Perform } from "./acts.ts";
import { assertMatch, sendTagged } from "./etag.ts";
import { ownerQuery } from "./apps.ts";
import { organizationOr } from "./organizations.ts";

const params = Type.Object({ keyId: Type.String() });
const newKey = Type.Object(
  {
    organizationId: Type.Optional(Type.String()),
    environment: Type.Enum(["sandbox", "live"]),
    appId: Type.Optional(Type.String()),
    scopes: Type.Array(Type.Enum(["ACCESS", "ACCOUNT", "LINK", "RULES"]), {
      minItems: 1,
      uniqueItems: true,
    }),
    name: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\x00-\\x1f\\x7f]+$" }),
    ),
  },
  { additionalProperties: false },
);

/** `/admin/keys`: API keys. A key's text is in the answer that makes it, and nowhere after. */
export function keyRoutes(
  app: ControlApp,
  { store, keys }: AccountServices,
  perform: Perform,
): void {
  app.get("/keys", { schema: { querystring: ownerQuery } }, async (request) => {
    const nameOf = await declaredNames(store);
    const rows = await store.apiKeys.list(request.query);
    return { list: rows.map((row) => viewKey(row, nameOf(row.id))) };
  });

  app.get("/keys/:keyId", { schema: { params } }, async (request, reply) =>
    sendTagged(reply, await show(request.params.keyId)),
  );

  app.post("/keys", { schema: { body: newKey } }, (request, reply) => {
    const { body } = request;
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    return perform(request, { action: "key.create", detail: body, describe }, async () => {
      const { id: organizationId } = await organizationOr(store, body.organizationId);
      const { keyId, key } = await keys.create({ ...body, organizationId });
      void reply.code(201);
      return { ...(await show(keyId)), key };
    });
  });

  app.post("/keys/:keyId/revoke", { schema: { params } }, (request, reply) => {
    const { keyId: target } = request.params;
    return perform(request, { action: "key.revoke", target }, async () => {
      assertMatch(request, await show(target));
      await assertNotDeclared(store, target);
      await keys.revoke(target);
      return sendTagged(reply, await show(target));
    });
  });

  async function show(keyId: string) {
    const row = await store.apiKeys.find(keyId);
    if (row !== undefined) return viewKey(row, await declaredName(store, keyId));
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such API key.");
  }
}

function viewKey(row: ApiKeyRow, declaredAs: string | null) {
  return {
    id: row.id,
    organizationId: row.organizationId,
    environment: row.environment,
    appId: row.appId,
    name: row.name,
    lastFour: row.lastFour,
    scopes: JSON.parse(row.scopes) as string[],
    declaredAs,
    createdAt: new Date(row.createdAt).toISOString(),
    firstUsedAt: timeOf(row.firstUsedAt),
    revokedAt: timeOf(row.revokedAt),
  };
}

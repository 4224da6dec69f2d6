import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { assertNotDeclared, declaredName, declaredNames } from "../declared/owned.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Repositories } from "../store/store.ts";
import type { AppRow } from "../store/tables.ts";
import type { Perform } from "./acts.ts";
import { organizationOr } from "./organizations.ts";
import { assertMatch, sendTagged } from "./etag.ts";

const closed = { additionalProperties: false } as const;
const environment = Type.Enum(["sandbox", "live"]);
const name = Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\x00-\\x1f\\x7f]+$" });
const params = Type.Object({ appId: Type.String() });

/** The query that narrows a list to an organization and environment. */
export const ownerQuery = Type.Object(
  { organizationId: Type.Optional(Type.String()), environment: Type.Optional(environment) },
  closed,
);

const newApp = Type.Object(
  { organizationId: Type.Optional(Type.String()), environment, name },
  closed,
);
const changes = Type.Object({ name }, closed);

/** `/admin/apps`: registered client apps, each of one organization and environment. */
export function appRoutes(
  app: ControlApp,
  { store, clock }: AccountServices,
  perform: Perform,
): void {
  app.get("/apps", { schema: { querystring: ownerQuery } }, async (request) => {
    const nameOf = await declaredNames(store);
    const rows = await store.apps.list(request.query);
    return { list: rows.map((row) => viewApp(row, nameOf(row.id))) };
  });

  app.get("/apps/:appId", { schema: { params } }, async (request, reply) => {
    const { appId } = request.params;
    const row = await find(store, appId);
    return sendTagged(reply, viewApp(row, await declaredName(store, appId)));
  });

  app.post("/apps", { schema: { body: newApp } }, (request, reply) => {
    const { body } = request;
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    return perform(request, { action: "app.create", detail: body, describe }, () =>
      store.transaction(async (inner) => {
        const { id: organizationId } = await organizationOr(inner, body.organizationId);
        await assertNameFree(inner, { ...body, organizationId });
        const row: AppRow = {
          id: newId("app_", clock),
          organizationId,
          environment: body.environment,
          name: body.name,
          isDefault: 0,
          createdAt: clock.now(),
        };
        await inner.apps.add(row);
        void reply.code(201);
        return sendTagged(reply, viewApp(row, null));
      }),
    );
  });

  app.patch("/apps/:appId", { schema: { params, body: changes } }, (request, reply) => {
    const { appId: target } = request.params;
    return perform(request, { action: "app.rename", target, detail: request.body }, () =>
      store.transaction(async (inner) => {
        const before = await find(inner, target);
        assertMatch(request, viewApp(before, await declaredName(inner, target)));
        await assertNotDeclared(inner, target);
        if (before.name !== request.body.name)
          await assertNameFree(inner, { ...before, ...request.body });
        const after = await inner.apps.rename(target, request.body.name);
        return sendTagged(reply, viewApp(after ?? before, null));
      }),
    );
  });
}

/**
 * The app that connections are for: the one named, or the default one.
 * @throws GatewayError `RESOURCE_NOT_FOUND`, for one of another organization or environment too.
 */
export async function appOr(
  store: Pick<Repositories, "organizations" | "apps">,
  where: EnvironmentName,
  organizationId: string | undefined,
  appId: string | undefined,
): Promise<Pick<AppRow, "organizationId" | "environment"> & { readonly appId: string }> {
  const { id } = await organizationOr(store, organizationId);
  const row =
    appId === undefined
      ? await store.apps.findDefault(id, where)
      : await store.apps.find(id, where, appId);
  if (row !== undefined) return { organizationId: id, environment: where, appId: row.id };
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
}

async function find({ apps }: Pick<Repositories, "apps">, id: string): Promise<AppRow> {
  const row = await apps.findById(id);
  if (row !== undefined) return row;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
}

async function assertNameFree(
  { apps }: Pick<Repositories, "apps">,
  wanted: Pick<AppRow, "organizationId" | "environment" | "name">,
): Promise<void> {
  const { organizationId, environment: where } = wanted;
  const others = await apps.list({ organizationId, environment: where });
  if (others.some((other) => other.name === wanted.name))
    throw new GatewayError("CONFLICT", "The organization has an app of this name there.", {
      nextActions: ["Choose another name."],
    });
}

function viewApp({ createdAt, isDefault, ...rest }: AppRow, declaredAs: string | null) {
  const times = { createdAt: new Date(createdAt).toISOString() };
  return { ...rest, isDefault: isDefault === 1, declaredAs, ...times };
}

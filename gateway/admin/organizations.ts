import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { assertNotDeclared, declaredName, declaredNames } from "../declared/owned.ts";
import { GatewayError } from "../errors.ts";
import { addOrganization } from "../store/defaults.ts";
import type { Repositories } from "../store/store.ts";
import type { OrganizationRow } from "../store/tables.ts";
import type { Perform } from "./acts.ts";
import { assertMatch, sendTagged } from "./etag.ts";

const params = Type.Object({ organizationId: Type.String() });
const body = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100, pattern: "^[^\\x00-\\x1f\\x7f]+$" }) },
  { additionalProperties: false },
);

/** `/admin/organizations`: who runs apps here. A new one gets its default app in each environment. */
export function organizationRoutes(
  app: ControlApp,
  { store, clock }: AccountServices,
  perform: Perform,
): void {
  app.get("/organizations", async () => {
    const nameOf = await declaredNames(store);
    const rows = await store.organizations.list();
    return { list: rows.map((row) => viewOrganization(row, nameOf(row.id))) };
  });

  app.get("/organizations/:organizationId", { schema: { params } }, async (request, reply) => {
    const { organizationId } = request.params;
    const row = await find(store, organizationId);
    return sendTagged(reply, viewOrganization(row, await declaredName(store, organizationId)));
  });

  app.post("/organizations", { schema: { body } }, (request, reply) => {
    const { name } = request.body;
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    return perform(request, { action: "organization.create", detail: { name }, describe }, () =>
      store.transaction(async (inner) => {
        const organization = await addOrganization(inner, { name, isDefault: 0 }, clock);
        void reply.code(201);
        return sendTagged(reply, viewOrganization(organization, null));
      }),
    );
  });

  app.patch("/organizations/:organizationId", { schema: { params, body } }, (request, reply) => {
    const { organizationId: target } = request.params;
    const act = { action: "organization.rename", target, detail: { name: request.body.name } };
    return perform(request, act, () =>
      store.transaction(async (inner) => {
        const before = await find(inner, target);
        assertMatch(request, viewOrganization(before, await declaredName(inner, target)));
        await assertNotDeclared(inner, target);
        const after = await inner.organizations.rename(target, request.body.name);
        return sendTagged(reply, viewOrganization(after ?? before, null));
      }),
    );
  });
}

/** The organization meant: the one named, or the default one. @throws GatewayError `RESOURCE_NOT_FOUND`. */
export async function organizationOr(
  store: Pick<Repositories, "organizations">,
  organizationId: string | undefined,
): Promise<OrganizationRow> {
  if (organizationId !== undefined) return find(store, organizationId);
  const organization = await store.organizations.findDefault();
  if (organization !== undefined) return organization;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no default organization.");
}

async function find(
  { organizations }: Pick<Repositories, "organizations">,
  id: string,
): Promise<OrganizationRow> {
  const organization = await organizations.find(id);
  if (organization !== undefined) return organization;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such organization.");
}

function viewOrganization(row: OrganizationRow, declaredAs: string | null) {
  const { id, name, isDefault, createdAt } = row;
  const times = { createdAt: new Date(createdAt).toISOString() };
  return { id, name, isDefault: isDefault === 1, declaredAs, ...times };
}

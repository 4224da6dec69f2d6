import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import { newId } from "../ids.ts";
import type { Repositories } from "./store.ts";
import type { OrganizationRow } from "./tables.ts";

/** Adds the default organization, with a default app in each environment, to a store without one. */
export async function addDefaults(
  { organizations, apps }: Repositories,
  clock: Clock,
): Promise<void> {
  if ((await organizations.findDefault()) !== undefined) return;
  await addOrganization({ organizations, apps }, { name: "default", isDefault: 1 }, clock);
}

/** Adds an organization with its default app in each environment. */
export async function addOrganization(
  { organizations, apps }: Pick<Repositories, "organizations" | "apps">,
  { name, isDefault }: Pick<OrganizationRow, "name" | "isDefault">,
  clock: Clock,
): Promise<OrganizationRow> {
  const createdAt = clock.now();
  const organization = { id: newId("org_", clock), name, isDefault, createdAt };
  await organizations.add(organization);
  const shared = { organizationId: organization.id, name: "default", isDefault: 1, createdAt };
  for (const environment of environments)
    await apps.add({ id: newId("app_", clock), environment, ...shared });
  return organization;
}

const environments: readonly EnvironmentName[] = ["sandbox", "live"];

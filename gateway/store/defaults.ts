import type { Clock } from "../clock.ts";
import type { EnvironmentName } from "../environments.ts";
import { newId } from "../ids.ts";
import type { Repositories } from "./store.ts";

/** Adds the default organization, with a default app in each environment, to a store without one. */
export async function addDefaults(
  { organizations, apps }: Repositories,
  clock: Clock,
): Promise<void> {
  if ((await organizations.findDefault()) !== undefined) return;
  const shared = { name: "default", isDefault: 1, createdAt: clock.now() };
  const organizationId = newId("org_", clock);
  await organizations.add({ id: organizationId, ...shared });
  for (const environment of environments) {
    await apps.add({ id: newId("app_", clock), organizationId, environment, ...shared });
  }
}

const environments: readonly EnvironmentName[] = ["sandbox", "live"];

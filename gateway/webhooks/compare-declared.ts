import { hash } from "node:crypto";
import type { DeclaredChange } from "../declared/change.ts";
import type { Repositories } from "../store/store.ts";
import type { WebhookEndpointRow } from "../store/webhook-rows.ts";
import { organizationIdOf, type DeclaredEndpoint } from "./declared.ts";
import type { EndpointSecrets } from "./secrets.ts";

/** A declared endpoint as it may be sent to be compared: of its secret only the digest. */
export type ComparableEndpoint = Omit<DeclaredEndpoint, "secret"> & { readonly sha256: string };

/** The part of a declared endpoint to compare. */
export function comparableEndpoint({ secret, ...rest }: DeclaredEndpoint): ComparableEndpoint {
  return { ...rest, sha256: digestOf(secret) };
}

/** Says what taking these declarations would do to the endpoints there are, and changes nothing. */
export async function compareEndpoints(
  endpoints: readonly ComparableEndpoint[],
  {
    store,
    secrets,
  }: {
    readonly store: Pick<Repositories, "webhookEndpoints" | "organizations">;
    readonly secrets: Pick<EndpointSecrets, "of">;
  },
): Promise<readonly DeclaredChange[]> {
  const rows = (await store.webhookEndpoints.list({})).filter((row) => row.declaredAs !== null);
  const changes: DeclaredChange[] = [];
  for (const endpoint of endpoints) {
    const { name } = endpoint;
    const kept = rows.find(({ declaredAs }) => declaredAs === name);
    if (kept === undefined) changes.push({ action: "create", kind: "webhook", name });
    else if (!(await isSame(endpoint, kept)))
      changes.push({ action: "change", kind: "webhook", name });
  }
  const names = new Set(endpoints.map(({ name }) => name));
  for (const { declaredAs } of rows)
    if (declaredAs !== null && !names.has(declaredAs))
      changes.push({ action: "remove", kind: "webhook", name: declaredAs });
  return changes;

  async function isSame(wanted: ComparableEndpoint, kept: WebhookEndpointRow): Promise<boolean> {
    const { environment, url, form, events } = wanted;
    const organizationId = organizationIdOf(wanted, await store.organizations.list());
    // One that cannot be opened is written anew.
    const [secret = ""] = await secrets.of(kept.id).catch(() => []);
    return (
      kept.organizationId === organizationId &&
      kept.environment === environment &&
      kept.url === url &&
      kept.form === form &&
      kept.events === JSON.stringify(events) &&
      digestOf(secret) === wanted.sha256
    );
  }
}

function digestOf(secret: string): string {
  return hash("sha256", secret, "hex");
}

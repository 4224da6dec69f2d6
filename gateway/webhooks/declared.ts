import type { EnvironmentName } from "../environments.ts";
import type { Log } from "../observe/log.ts";
import type { Store } from "../store/store.ts";
import type { OrganizationRow } from "../store/tables.ts";
import type { WebhookEndpointRow, WebhookForm } from "../store/webhook-rows.ts";
import type { EndpointSecrets } from "./secrets.ts";
import type { NewEndpoint } from "./endpoint.ts";

/** An endpoint as the configuration file declares it. */
export interface DeclaredEndpoint {
  readonly name: string;
  readonly environment: EnvironmentName;
  /** By ID or name. */
  readonly organization?: string | undefined;
  readonly url: string;
  readonly events: readonly string[];
  readonly form: WebhookForm;
  readonly secret: string;
}

/** Makes the endpoints that belong to the file as it has them now; one that cannot be is told of in the log, and the others go on. */
export type Declare = (endpoints: readonly DeclaredEndpoint[]) => Promise<void>;

const OVERLAP_MS = 86_400_000;

/** The ID of the organization that a declaration means; nothing if there is none. */
export function organizationIdOf(
  { organization }: Pick<DeclaredEndpoint, "organization">,
  all: readonly OrganizationRow[],
): string | undefined {
  return all.find(({ id, name, isDefault }) =>
    organization === undefined ? isDefault === 1 : id === organization || name === organization,
  )?.id;
}

/** Declarations over the store, one after the other. */
export function createDeclare(options: {
  readonly store: Store;
  readonly add: (endpoint: NewEndpoint) => Promise<unknown>;
  readonly secrets: EndpointSecrets;
  readonly forget: (id: string) => Promise<void>;
  readonly log: Log;
  readonly now: () => number;
}): Declare {
  const { store, add, secrets, forget, log, now } = options;
  let last: Promise<void> = Promise.resolve();

  async function organizationOf(endpoint: DeclaredEndpoint): Promise<string> {
    const id = organizationIdOf(endpoint, await store.organizations.list());
    if (id !== undefined) return id;
    throw new Error(`There is no organization ${JSON.stringify(endpoint.organization)}.`);
  }

  async function put(endpoint: DeclaredEndpoint, kept: WebhookEndpointRow | undefined) {
    const { name: declaredAs, environment, url, form, secret } = endpoint;
    const organizationId = await organizationOf(endpoint);
    const isSame = kept?.environment === environment && kept.organizationId === organizationId;
    if (kept !== undefined && !isSame) await forget(kept.id);
    if (kept === undefined || !isSame) {
      const description = `declared as ${declaredAs}`;
      const { events } = endpoint;
      const place = { organizationId, environment, url, form, events, description };
      await add({ ...place, declaredAs, secret });
      return;
    }
    const events = JSON.stringify(endpoint.events);
    if (kept.url !== url || kept.form !== form || kept.events !== events)
      await store.webhookEndpoints.update(kept.id, {
        url,
        form,
        events,
        disabledReason: null,
        throttledUntil: 0,
        updatedAt: now(),
      });
    const [current] = await secrets.of(kept.id);
    if (current !== secret)
      await store.transaction((inner) => secrets.create(inner, kept.id, OVERLAP_MS, secret));
  }

  async function apply(endpoints: readonly DeclaredEndpoint[]): Promise<void> {
    const rows = (await store.webhookEndpoints.list({})).filter((row) => row.declaredAs !== null);
    const names = new Set(endpoints.map(({ name }) => name));
    for (const row of rows) if (!names.has(row.declaredAs ?? "")) await forget(row.id);
    for (const endpoint of endpoints)
      try {
        await put(
          endpoint,
          rows.find(({ declaredAs }) => declaredAs === endpoint.name),
        );
      } catch (error) {
        log.error(
          { error, endpoint: endpoint.name },
          "a declared webhook endpoint is not in force",
        );
      }
  }

  return (endpoints) => {
    last = last
      .then(() => apply(endpoints))
      .catch((error: unknown) => {
        log.error({ error }, "declared webhook endpoints were not read");
      });
    return last;
  };
}

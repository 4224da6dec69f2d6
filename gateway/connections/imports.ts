import { hash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Egresses } from "../egress/pool.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Repositories } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { CheckSession } from "./check-session.ts";
import { assertAdoptable } from "./connection-id.ts";
import type { Connections } from "./connection.ts";
import { readCredentials, type Credentials, type HandedIn } from "./import-credentials.ts";
import { PUBLISHED_PERMISSIONS } from "./permissions.ts";
import { assertNotRevoked } from "./put-session.ts";

/** A session an organization hands in for an account whose owner is not present. */
export interface ImportRequest extends HandedIn {
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  readonly permissions?: readonly string[] | undefined;
  readonly clientReferenceId?: string | undefined;
  /** An ID to adopt, so that an app that moves over keeps its own. */
  readonly connectionId?: string | undefined;
  /** The outbound proxy it shall have, and the country it shall leave from; chosen for it unless given. */
  readonly egressId?: string | undefined;
  readonly country?: string | undefined;
  /** What the assertion rests on that the owner agrees. */
  readonly basis?: string | undefined;
}

/** How an import goes about it. */
export interface ImportMode {
  /** Tries the session at the upstream first; one that does not work is not kept. */
  readonly check: boolean;
  /** Says what would come of it. */
  readonly dryRun?: boolean;
  /** Leaves a connection alone that was imported with the very same content. */
  readonly skipUnchanged?: boolean;
}

/** What an import came to. */
export interface ImportResult {
  readonly connectionId: string;
  readonly result: "created" | "updated" | "unchanged";
}

/** Sessions taken over from elsewhere. */
export interface Imports {
  /** @throws GatewayError `BAD_REQUEST` naming the part; `CONFLICT`; with `check` whatever the upstream has against it. */
  readonly import: (request: ImportRequest, mode: ImportMode) => Promise<ImportResult>;
  /**
   * Gives an imported connection a newer session of the same account.
   * @throws GatewayError likewise; `BAD_REQUEST` for another account's, `CONFLICT` if it was not imported.
   */
  readonly renew: (connection: ConnectionRow, appId: string, session: HandedIn) => Promise<void>;
}

/** Makes imports: validated first, then checked, then kept. */
export function createImports(options: {
  readonly store: Pick<Repositories, "connections" | "grants">;
  readonly connections: Pick<Connections, "put">;
  readonly egresses: Pick<Egresses, "assign" | "note">;
  readonly checkSession: CheckSession;
  readonly clock: Clock;
}): Imports {
  const { store, connections, egresses, checkSession, clock } = options;

  async function put(
    request: ImportRequest,
    credentials: Credentials,
    connectionId: string,
    account: ConnectionRow | undefined,
    check: boolean,
  ): Promise<void> {
    const { organizationId, appId, environment, clientReferenceId, permissions } = request;
    const { egressId, country = account?.country ?? undefined } = request;
    const checked = check
      ? await checkSession({
          ...credentials,
          connectionId,
          organizationId,
          environment,
          egressId: egressId ?? account?.egressId ?? undefined,
          country,
        })
      : {};
    await connections.put({
      organizationId,
      appId,
      environment,
      connectionId,
      ...credentials,
      ...(egressId !== undefined && { egressId }),
      country,
      ...checked,
      ...(check && { checkedAt: clock.now() }),
      permissions: permissions ?? PUBLISHED_PERMISSIONS,
      imported: {
        clientReferenceId,
        basis: request.basis ?? unstated,
        digest: digestOf(request, credentials),
      },
    });
  }

  /** Has the outbound proxy that was named taken for the time of the work, and for good if it succeeds. */
  async function withEgress(
    egressId: string | undefined,
    connectionId: string,
    account: ConnectionRow | undefined,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      if (egressId !== undefined) egresses.assign(connectionId, egressId);
      await work();
    } catch (error) {
      egresses.note(connectionId, account?.egressId ?? undefined);
      throw error;
    }
  }

  return {
    import: async (request, { check, dryRun = false, skipUnchanged = false }) => {
      const credentials = readCredentials(request);
      const { organizationId, environment } = request;
      const { upstreamUserId } = credentials;
      const account = await store.connections.findByAccount(
        organizationId,
        environment,
        upstreamUserId,
      );
      await assertAdoptable(store, request.connectionId, account);
      assertNotRevoked(account);
      const connectionId = account?.id ?? request.connectionId ?? newId("conn_", clock);
      if (skipUnchanged && account?.importDigest === digestOf(request, credentials))
        return { connectionId, result: "unchanged" };
      await withEgress(request.egressId, connectionId, account, async () => {
        if (dryRun) egresses.note(connectionId, account?.egressId ?? undefined);
        else await put(request, credentials, connectionId, account, check);
      });
      return { connectionId, result: account === undefined ? "created" : "updated" };
    },
    renew: async (connection, appId, session) => {
      const credentials = readCredentials(session);
      if (connection.imported === 0)
        throw new GatewayError("CONFLICT", "The owner has linked this account; it is no import.", {
          nextActions: ["Ask the account owner to link the account again."],
        });
      if (credentials.upstreamUserId !== connection.upstreamUserId)
        throw new GatewayError("BAD_REQUEST", "The session is another account's.");
      assertNotRevoked(connection);
      const { organizationId, environment, clientReferenceId } = connection;
      const grants = await store.grants.listOf(connection.id);
      const grant = grants.find((each) => each.appId === appId) ?? grants[0];
      const request = {
        ...session,
        organizationId,
        environment,
        appId: grant?.appId ?? appId,
        clientReferenceId: clientReferenceId ?? undefined,
        permissions: grant && (JSON.parse(grant.permissions) as string[]),
        basis: grant?.basis ?? undefined,
      };
      await put(request, credentials, connection.id, connection, true);
    },
  };
}

const unstated = "not stated";

function digestOf(request: ImportRequest, credentials: Credentials): string {
  const { organizationId, environment, appId, clientReferenceId, permissions, basis } = request;
  const { cookie, userAgent, xBc } = credentials;
  const { egressId, country } = request;
  const of = [organizationId, environment, appId, clientReferenceId, permissions, basis];
  // Appended only where it says something: what was imported before it could stays recognised.
  const place = egressId === undefined && country === undefined ? [] : [egressId, country];
  return hash("sha256", JSON.stringify([...of, cookie, userAgent, xBc, ...place]), "hex");
}

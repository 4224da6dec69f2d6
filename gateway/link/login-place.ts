import type { EnvironmentName } from "../environments.ts";
import type { LinkSessionRow } from "../store/link-tables.ts";
import type { Repositories } from "../store/store.ts";

/** The account a driver signs in for, and the connection it would become. */
export interface LoginPlace {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly environment: EnvironmentName;
  /** The outbound proxy the connection has already, if it has one. */
  readonly egressId: string | undefined;
  /** Where it shall leave from. */
  readonly country: string | undefined;
}

/** Where the login of a session leaves from: as the connection does, if there is one already. */
export async function loginPlaceOf(
  { connections }: Pick<Repositories, "connections">,
  session: LinkSessionRow,
): Promise<LoginPlace> {
  const { organizationId, environment, plannedId } = session;
  const row = session.connectionId === null ? undefined : await connections.find(plannedId);
  const egressId = row?.egressId ?? undefined;
  const country = session.country ?? row?.country ?? undefined;
  return { connectionId: plannedId, organizationId, environment, egressId, country };
}

import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { SealingKey } from "../secrets/sealed.ts";
import type { Repositories, Store } from "../store/store.ts";
import type { ConnectionRow, GrantRow } from "../store/tables.ts";
import { createCookieJar } from "../upstream/cookie-jar.ts";
import type { Events } from "../webhooks/events.ts";
import { recordChange } from "./changes.ts";
import { assertAdoptable } from "./connection-id.ts";
import type { NewSession } from "./connection.ts";
import { sealSession } from "./session-seal.ts";

/**
 * Keeps a session as a connection: a new one, or the one the organization has for this account,
 * which keeps its ID and becomes active again. Calls `onReplace` before an older session is replaced.
 * @throws GatewayError `RESOURCE_NOT_FOUND` if the app is not one of this organization and environment;
 * `CONFLICT` if the ID asked for cannot be this account's, or its owner has revoked it and an import would not ask them.
 */
export async function putSession(
  store: Store,
  events: Pick<Events, "emit">,
  clock: Clock,
  session: NewSession,
  onReplace: (connectionId: string) => void,
): Promise<ConnectionRow> {
  const { organizationId, environment, appId, upstreamUserId } = session;
  return store.transaction(async (inner) => {
    const app = await inner.apps.find(organizationId, environment, appId);
    if (app === undefined) throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
    const { connections } = inner;
    const account = await connections.findByAccount(organizationId, environment, upstreamUserId);
    await assertAdoptable(inner, session.connectionId, account);
    if (session.imported !== undefined) assertNotRevoked(account);
    if (account !== undefined) onReplace(account.id);
    const row = await putConnection(inner, clock, session, account);
    await putSealed(inner, store, clock, session, row);
    await inner.grants.put({
      connectionId: row.id,
      appId,
      permissions: JSON.stringify(session.permissions),
      createdAt: clock.now(),
      pausedAt: null,
      ...consentOf(session),
    });
    await putReceipt(inner, clock, session, row);
    const by = session.imported === undefined ? "owner" : "app";
    await recordChange(inner, events, account?.state, row, by);
    // Documented for a reconnect; that it also works again is told beside it.
    if (account !== undefined && account.state !== row.state)
      await events.emit(inner, { type: "connection.updated", connection: row });
    return row;
  });
}

async function putConnection(
  { connections }: Repositories,
  clock: Clock,
  session: NewSession,
  account: ConnectionRow | undefined,
): Promise<ConnectionRow> {
  const { organizationId, environment, upstreamUserId } = session;
  const { imported } = session;
  const country = session.country ?? account?.country ?? null;
  const keptEgressId = country === (account?.country ?? null) ? account?.egressId : undefined;
  // What an operator has paused, an import does not resume.
  const isPaused = imported !== undefined && account?.state === "paused";
  const row: ConnectionRow = {
    id: account?.id ?? session.connectionId ?? newId("conn_", clock),
    organizationId,
    environment,
    upstreamUserId,
    username: session.username ?? account?.username ?? null,
    name: session.name ?? account?.name ?? null,
    avatar: session.avatar ?? account?.avatar ?? null,
    state: isPaused ? "paused" : "active",
    reason: isPaused ? account.reason : null,
    egressId: session.egressId ?? keptEgressId ?? null,
    country,
    sessionVersion: (account?.sessionVersion ?? 0) + 1,
    createdAt: account?.createdAt ?? clock.now(),
    updatedAt: clock.now(),
    clientReferenceId:
      (imported ?? session.linked)?.clientReferenceId ?? account?.clientReferenceId ?? null,
    imported: imported === undefined ? 0 : 1,
    importDigest: imported?.digest ?? null,
    expiredAt: null,
    checkedAt: session.checkedAt ?? null,
    vaultPlusEnabled: account?.vaultPlusEnabled ?? null,
    vaultPlusSettings: account?.vaultPlusSettings ?? null,
    // Later than the one before even within its millisecond: it tells sessions apart.
    sessionSince: Math.max(clock.now(), (account?.sessionSince ?? 0) + 1),
    sessionEndsAt: session.sessionEndsAt ?? null,
    warnedAt: null,
    warning: null,
    checkDueAt: null,
  };
  if (account === undefined) await connections.add(row);
  else await connections.update(row.id, row);
  return row;
}

async function putReceipt(
  { linkRecords }: Repositories,
  clock: Clock,
  { linked }: NewSession,
  { id: connectionId, username }: ConnectionRow,
): Promise<void> {
  if (linked === undefined) return;
  const receipt = linked.receipt({ id: connectionId, username: username ?? "" });
  await linkRecords.addReceipt({
    id: linked.receiptId,
    connectionId,
    receipt,
    createdAt: clock.now(),
  });
}

/** @throws GatewayError `CONFLICT` for a connection that only its owner can bring back. */
export function assertNotRevoked(account: ConnectionRow | undefined): void {
  if (account?.state !== "revoked") return;
  throw new GatewayError("CONFLICT", "The account owner has revoked this connection.", {
    reason: "revoked",
    nextActions: ["Ask the account owner to link the account again."],
  });
}

function consentOf({ linked, imported }: NewSession): Pick<GrantRow, "consent" | "basis"> {
  if (linked !== undefined) return { consent: "owner", basis: linked.receiptId };
  if (imported === undefined) return { consent: null, basis: null };
  return { consent: "asserted_by_organization", basis: imported.basis };
}

async function putSealed(
  { sessions }: Repositories,
  store: Store,
  clock: Clock,
  { cookie, userAgent, xBc }: NewSession,
  { id: connectionId, organizationId, sessionVersion }: ConnectionRow,
): Promise<void> {
  const key = await dataKeyOf(store, clock, connectionId);
  const cookies = createCookieJar(cookie).header();
  const place = { organizationId, connectionId, rowVersion: sessionVersion };
  const secrets = { cookies, userAgent, xBc, xHash: undefined };
  await sessions.put(sealSession(secrets, place, key, clock.now()));
}

/** The connection's data key, or a new one. It is kept before anything is sealed with it. */
async function dataKeyOf(store: Store, clock: Clock, connectionId: string): Promise<SealingKey> {
  const { dataKeys, keyRing } = store;
  const kept = await dataKeys.findOf(connectionId);
  if (kept !== undefined) return keyRing.unwrap(kept.wrapped, kept.id, connectionId);
  const { dataKey, wrapped } = keyRing.createDataKey(connectionId, clock);
  await dataKeys.add({ id: dataKey.id, connectionId, wrapped, createdAt: clock.now() });
  return dataKey;
}

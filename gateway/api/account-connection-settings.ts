import { Type } from "typebox";
import type { Store } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";
import { settingsOf } from "./account-settings.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import { connectionParams, findOwn } from "./own-connection.ts";
import { closedObject, vaultPlusChanges, type VaultPlusChanges } from "./vault-plus-settings.ts";

const settingsSchema = closedObject({
  connectionId: Type.String(),
  vaultPlus: closedObject({
    enabled: Type.Boolean(),
    settingsOverrides: Type.Union([vaultPlusChanges, Type.Null()]),
    stats: closedObject({
      vaultPlusEnabled: Type.Boolean(),
      totalStorageBytes: Type.Number(),
      storageLimitBytes: Type.Number(),
      mediaCount: Type.Number(),
      storedCount: Type.Number(),
      storageUsagePercent: Type.Number(),
    }),
  }),
});

const changesSchema = closedObject({
  vaultPlus: Type.Optional(
    closedObject({
      enabled: Type.Optional(Type.Boolean()),
      settings: Type.Optional(Type.Union([vaultPlusChanges, Type.Null()])),
    }),
  ),
});

const changedSchema = closedObject({
  settings: settingsSchema,
  purgeResult: Type.Optional(
    closedObject({ purgedCount: Type.Number(), freedBytes: Type.Number() }),
  ),
});

const path = "/v2/account/connections/:connectionId/settings";

/** A connection's own settings; what it does not set is its organization's. */
export function connectionSettingsRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  store: Store,
): void {
  const onRequest = authenticate("ACCOUNT");

  app.get(
    path,
    {
      onRequest,
      schema: {
        summary: "The settings of one connection.",
        params: connectionParams,
        response: { 200: settingsSchema },
      },
    },
    async (request) =>
      view(store, await findOwn(store, callerOf(request), request.params.connectionId)),
  );

  app.patch(
    path,
    {
      onRequest,
      schema: {
        summary: "Changes settings of one connection.",
        params: connectionParams,
        body: changesSchema,
        response: { 200: changedSchema },
      },
    },
    (request) =>
      store.transaction(async (inner) => {
        const row = await findOwn(inner, callerOf(request), request.params.connectionId);
        const { enabled, settings } = request.body.vaultPlus ?? {};
        const before = overridesOf(row);
        const after = settings === undefined ? before : settings && { ...before, ...settings };
        const changed = await inner.connections.update(row.id, {
          vaultPlusEnabled: enabled === undefined ? row.vaultPlusEnabled : Number(enabled),
          vaultPlusSettings: after && JSON.stringify(after),
          updatedAt: row.updatedAt,
        });
        return { settings: await view(inner, changed ?? row) };
      }),
  );
}

async function view({ organizations }: Pick<Store, "organizations">, row: ConnectionRow) {
  const kept = await organizations.settings(row.organizationId, row.environment);
  const { autoEnableForNewConnections, defaultSettings } = settingsOf(kept).vaultPlus;
  const settingsOverrides = overridesOf(row);
  const enabled =
    row.vaultPlusEnabled === null ? autoEnableForNewConnections : row.vaultPlusEnabled === 1;
  return {
    connectionId: row.id,
    vaultPlus: {
      enabled,
      settingsOverrides,
      stats: {
        vaultPlusEnabled: enabled,
        totalStorageBytes: 0,
        storageLimitBytes:
          settingsOverrides?.storageLimitBytes ?? defaultSettings.storageLimitBytes,
        mediaCount: 0,
        storedCount: 0,
        storageUsagePercent: 0,
      },
    },
  };
}

function overridesOf({ vaultPlusSettings }: ConnectionRow): VaultPlusChanges | null {
  return vaultPlusSettings === null ? null : (JSON.parse(vaultPlusSettings) as VaultPlusChanges);
}

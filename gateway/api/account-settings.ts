import { Type } from "typebox";
import type { Store } from "../store/store.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import {
  closedObject,
  DEFAULT_SETTINGS,
  vaultPlusChanges,
  vaultPlusSettings,
  type VaultPlusSettings,
} from "./vault-plus-settings.ts";

const settingsSchema = closedObject({
  vaultPlus: closedObject({
    autoEnableForNewConnections: Type.Boolean(),
    defaultSettings: vaultPlusSettings,
  }),
});

const changesSchema = closedObject({
  vaultPlus: Type.Optional(
    closedObject({
      autoEnableForNewConnections: Type.Optional(Type.Boolean()),
      applyToExistingConnections: Type.Optional(Type.Boolean()),
      defaultSettings: Type.Optional(vaultPlusChanges),
    }),
  ),
});

const changedSchema = closedObject({
  settings: settingsSchema,
  broadcastResult: Type.Optional(
    closedObject({
      affectedConnections: Type.Number(),
      purgeResults: Type.Array(
        closedObject({
          connectionId: Type.String(),
          purgedCount: Type.Number(),
          freedBytes: Type.Number(),
        }),
      ),
    }),
  ),
});

interface OrganizationSettings {
  readonly vaultPlus: {
    readonly autoEnableForNewConnections: boolean;
    readonly defaultSettings: VaultPlusSettings;
  };
}

/** `/v2/account/settings`: what an organization's connections have in common, in the key's environment. */
export function accountSettingsRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  store: Store,
): void {
  const onRequest = authenticate("ACCOUNT");
  app.get(
    "/v2/account/settings",
    {
      onRequest,
      schema: { summary: "The organization's settings.", response: { 200: settingsSchema } },
    },
    async (request) => {
      const { organizationId, environment } = callerOf(request);
      return settingsOf(await store.organizations.settings(organizationId, environment));
    },
  );
  app.patch(
    "/v2/account/settings",
    {
      onRequest,
      schema: {
        summary: "Changes the organization's settings.",
        body: changesSchema,
        response: { 200: changedSchema },
      },
    },
    (request) => {
      const { organizationId, environment } = callerOf(request);
      const { applyToExistingConnections = false, ...changes } = request.body.vaultPlus ?? {};
      return store.transaction(async ({ organizations, connections }) => {
        const before = settingsOf(await organizations.settings(organizationId, environment));
        const settings = {
          vaultPlus: {
            autoEnableForNewConnections:
              changes.autoEnableForNewConnections ?? before.vaultPlus.autoEnableForNewConnections,
            defaultSettings: { ...before.vaultPlus.defaultSettings, ...changes.defaultSettings },
          },
        };
        await organizations.setSettings(organizationId, environment, JSON.stringify(settings));
        if (!applyToExistingConnections) return { settings };
        const affected = await connections.resetSettings(organizationId, environment);
        return { settings, broadcastResult: { affectedConnections: affected, purgeResults: [] } };
      });
    },
  );
}

/** An organization's settings as kept, or the defaults. */
export function settingsOf(kept: string | undefined): OrganizationSettings {
  return kept === undefined
    ? { vaultPlus: { autoEnableForNewConnections: false, defaultSettings: DEFAULT_SETTINGS } }
    : (JSON.parse(kept) as OrganizationSettings);
}

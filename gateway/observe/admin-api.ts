import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { createPerform } from "./admin-acts.ts";
import { appRoutes } from "./admin-apps.ts";
import { auditRoutes } from "./admin-audit.ts";
import { connectionHealthRoutes } from "./admin-connection-health.ts";
import { connectionRoutes } from "./admin-connections.ts";
import { driftRoutes } from "./admin-drift.ts";
import { eventRoutes } from "./admin-events.ts";
import { egressRoutes } from "./admin-egress.ts";
import { importRoutes } from "./admin-import.ts";
import { inviteRoutes } from "./admin-invites.ts";
import { keyRoutes } from "./admin-keys.ts";
import { linkAppRoutes } from "./admin-link-apps.ts";
import { organizationRoutes } from "./admin-organizations.ts";
import { secretRoutes } from "./admin-secrets.ts";
import { webhookRoutes } from "./admin-webhooks.ts";
import { trialRoute } from "./admin-trial.ts";
import { adminRoutes, type AdminActions } from "./admin-routes.ts";

/** Everything under `/admin`: the running gateway, who may call it, the accounts, and the record of acts. */
export function adminApi(app: ControlApp, actions: AdminActions, accounts: AccountServices): void {
  const perform = createPerform(accounts.audit);
  adminRoutes(app, actions, perform);
  egressRoutes(app, actions.egress);
  driftRoutes(app, actions.drift, perform);
  organizationRoutes(app, accounts, perform);
  appRoutes(app, accounts, perform);
  linkAppRoutes(app, accounts, perform);
  inviteRoutes(app, accounts, perform);
  keyRoutes(app, accounts, perform);
  connectionHealthRoutes(app, accounts, perform);
  connectionRoutes(app, accounts, perform);
  trialRoute(app, accounts, perform);
  importRoutes(app, accounts, perform);
  secretRoutes(app, accounts, perform);
  webhookRoutes(app, accounts, perform);
  eventRoutes(app, accounts);
  auditRoutes(app, accounts.audit);
}

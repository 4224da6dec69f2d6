import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { createPerform } from "./acts.ts";
import { appRoutes } from "./apps.ts";
import { auditRoutes } from "./audit.ts";
import { connectionHealthRoutes } from "./connection-health.ts";
import { connectionRoutes } from "./connections.ts";
import { driftRoutes } from "./drift.ts";
import { eventRoutes } from "./events.ts";
import { egressRoutes } from "./egress.ts";
import { importRoutes } from "./import.ts";
import { inviteRoutes } from "./invites.ts";
import { keyRoutes } from "./keys.ts";
import { linkAppRoutes } from "./link-apps.ts";
import { organizationRoutes } from "./organizations.ts";
import { secretRoutes } from "./secrets.ts";
import { webhookRoutes } from "./webhooks.ts";
import { trialRoute } from "./trial.ts";
import { generationRoutes } from "./generations.ts";
import { rulesRoutes } from "./rules.ts";
import type { AdminActions } from "./running.ts";

/** Everything under `/admin`: the running gateway, who may call it, the accounts, and the record of acts. */
export function adminApi(app: ControlApp, actions: AdminActions, accounts: AccountServices): void {
  const perform = createPerform(accounts.audit);
  generationRoutes(app, actions, perform);
  rulesRoutes(app, actions, perform);
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

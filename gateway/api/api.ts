import type { AccountServices } from "../account-services.ts";
import type { EndpointDocument } from "../chain/plugin.ts";
import type { Clock } from "../clock.ts";
import { methodLabel, statusLabel } from "../observe/labels.ts";
import type { Log } from "../observe/log.ts";
import type { PluginMetrics } from "../observe/families.ts";
import type { Services } from "../services.ts";
import { eventDocuments } from "../webhooks/event-documents.ts";
import { accountConnectionsRoutes } from "./account-connections.ts";
import { connectionSettingsRoutes } from "./account-connection-settings.ts";
import { accountImportRoutes } from "./account-import.ts";
import { accountSettingsRoutes } from "./account-settings.ts";
import { accountRoutes } from "./account.ts";
import { createAuthenticate } from "./authenticate.ts";
import { clientRoutes } from "./client-routes.ts";
import { createControlPlane, type ControlPlane } from "./control-plane.ts";
import { dynamicRulesRoutes } from "./dynamic-rules.ts";
import { errorDocsRoutes } from "./error-docs.ts";
import { frontPageRoutes } from "./front-page.ts";
import { linkEmbedRoutes } from "./link-embed.ts";
import { invitePageRoutes } from "./invite-pages.ts";
import { linkInviteRoutes } from "./link-invites.ts";
import { linkLogoRoutes } from "./link-logos.ts";
import { linkPageRoutes } from "./link-pages.ts";
import { linkRoutes } from "./link.ts";
import { managePageRoutes } from "./manage-pages.ts";
import { migrationRoutes } from "./reference/migration.ts";
import { createOpenApi } from "./reference/openapi.ts";
import { referencePageRoutes } from "./reference/reference-page.ts";
import { referenceRoutes } from "./reference/reference.ts";
import { documentRoutes } from "./reference/routes.ts";
import { signRoutes } from "./sign.ts";

/** The control plane of the data listener: every path that no chain serves. */
export function createApi(options: {
  readonly services: Pick<Services, "keys" | "rules">;
  readonly accounts: AccountServices;
  /** What the plugins of the current generation serve, to be documented beside the control plane. */
  readonly endpoints?: () => readonly EndpointDocument[];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: PluginMetrics;
}): Promise<ControlPlane> {
  const { services, accounts, endpoints = NONE, clock, log, metrics } = options;
  const durations = metrics.histogram(
    "control_duration_seconds",
    "Time to answer requests to the control plane.",
    ["route", "method", "status"],
  );
  return createControlPlane({
    log,
    declare: (app) => {
      const documented = documentRoutes(app);
      const authenticate = createAuthenticate(app, services.keys);
      frontPageRoutes(app);
      errorDocsRoutes(app);
      accountRoutes(app, authenticate, accounts.store);
      accountSettingsRoutes(app, authenticate, accounts.store);
      accountConnectionsRoutes(app, authenticate, accounts);
      connectionSettingsRoutes(app, authenticate, accounts.store);
      accountImportRoutes(app, authenticate, accounts);
      linkRoutes(app, authenticate, accounts);
      linkInviteRoutes(app, authenticate, accounts);
      linkEmbedRoutes(app);
      linkLogoRoutes(app, accounts);
      // Each in a scope of its own: they take forms, and answer errors as pages.
      for (const pages of [linkPageRoutes, invitePageRoutes, managePageRoutes])
        void app.register((scope, _options, done) => {
          pages(scope, accounts);
          done();
        });
      dynamicRulesRoutes(app, authenticate, services.rules);
      signRoutes(app, authenticate, services.rules, clock);
      clientRoutes(app);
      migrationRoutes(app);
      referencePageRoutes(app);
      referenceRoutes(app, endpoints, (current) =>
        createOpenApi({ endpoints: current, routes: documented, events: eventDocuments }),
      );
    },
    onOutcome: (outcome) => {
      const { route, method, status, durationMs } = outcome;
      durations.observe(
        { route, method: methodLabel(method), status: statusLabel(status) },
        durationMs / 1000,
      );
      log.info({ ...outcome, durationMs: Math.round(durationMs * 100) / 100 }, "control");
    },
  });
}

const NONE = (): readonly EndpointDocument[] => [];

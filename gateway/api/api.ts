import type { Clock } from "../clock.ts";
import { methodLabel, statusLabel } from "../observe/labels.ts";
import type { Log } from "../observe/log.ts";
import type { PluginMetrics } from "../observe/metrics.ts";
import type { Services } from "../services.ts";
import { accountRoutes } from "./account.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createControlPlane, type ControlPlane } from "./control-plane.ts";
import { dynamicRulesRoutes } from "./dynamic-rules.ts";
import { errorDocsRoutes } from "./error-docs.ts";
import { frontPageRoutes } from "./front-page.ts";
import { signRoutes } from "./sign.ts";

/** The control plane of the data listener: every path that no chain serves. */
export function createApi(options: {
  readonly services: Pick<Services, "keys" | "rules">;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: PluginMetrics;
}): Promise<ControlPlane> {
  const { services, clock, log, metrics } = options;
  const durations = metrics.histogram(
    "control_duration_seconds",
    "Time to answer requests to the control plane.",
    ["route", "method", "status"],
  );
  return createControlPlane({
    log,
    declare: (app) => {
      const authenticate = createAuthenticate(app, services.keys);
      frontPageRoutes(app);
      errorDocsRoutes(app);
      accountRoutes(app, authenticate);
      dynamicRulesRoutes(app, authenticate, services.rules);
      signRoutes(app, authenticate, services.rules, clock);
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

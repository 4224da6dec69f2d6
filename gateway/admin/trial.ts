import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { toConnection } from "../connections/resolver.ts";
import type { TrialStep } from "../connections/try-connection.ts";
import { ERRORS } from "../error-table.ts";
import { GatewayError } from "../errors.ts";
import type { Perform } from "./acts.ts";

const params = Type.Object({ connectionId: Type.String() });

/** `POST /admin/connections/{id}/try`: how far a connection gets, step by step; on record, for it reads with the account's session. */
export function trialRoute(
  app: ControlApp,
  { store, tryConnection }: AccountServices,
  perform: Perform,
): void {
  app.post("/connections/:connectionId/try", { schema: { params } }, (request) => {
    const { connectionId: target } = request.params;
    return perform(request, { action: "connection.try", target }, async () => {
      const row = await store.connections.find(target);
      if (row === undefined)
        throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such connection.");
      const { egressId, steps } = await tryConnection(toConnection(row));
      return { connectionId: target, egressId: egressId ?? null, steps: steps.map(viewStep) };
    });
  });
}

function viewStep({ step, ms, error }: TrialStep) {
  if (error === undefined) return { step, ms, ok: true };
  const { code, source, message, details } = error;
  const nextActions = details.nextActions ?? [ERRORS[code].remedy];
  return { step, ms, ok: false, error: { code, source, message, nextActions } };
}

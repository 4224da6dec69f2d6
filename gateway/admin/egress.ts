import { Type } from "typebox";
import { toControlError } from "../api/control-error.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { COUNTRY } from "../config/sections/fields.ts";
import type { EgressStanding } from "../egress/pool.ts";
import type { EgressTrial } from "../egress/try-egress.ts";
import type { EnvironmentName } from "../environments.ts";

/** An outbound proxy, and until when background calls leave it alone because the upstream limits it. */
export type ListedEgress = EgressStanding & { readonly limitedUntil: string | null };

/** What an operator may do with outbound proxies. */
export interface EgressActions {
  readonly list: () => readonly ListedEgress[];
  /** Goes through one to an environment's upstream. @throws GatewayError `RESOURCE_NOT_FOUND`, or why it did not get there. */
  readonly test: (egressId: string, options: EgressTest) => Promise<EgressTrial>;
}

/** With whose credentials, and where to. */
export interface EgressTest {
  /** The live one if it is switched on, unless given. */
  readonly environment?: EnvironmentName;
  /** In place of a connection, where user names are the connections'. */
  readonly connectionId?: string;
  readonly country?: string;
}

const params = Type.Object({ egressId: Type.String() });
const body = Type.Object(
  {
    environment: Type.Optional(Type.Enum(["sandbox", "live"])),
    connectionId: Type.Optional(Type.String({ pattern: "^conn_[0-9A-Za-z_-]{1,64}$" })),
    country: Type.Optional(Type.String({ pattern: COUNTRY })),
  },
  { additionalProperties: false },
);

/** `/admin/egress`: the outbound proxies and how they fare; one of them tried. */
export function egressRoutes(app: ControlApp, egress: EgressActions): void {
  // All of them come from the configuration file, by pool and member.
  app.get("/egress", () => ({
    egresses: egress.list().map((each) => ({ ...each, declaredAs: `${each.pool}/${each.id}` })),
  }));

  app.post("/egress/:egressId/test", { schema: { params, body } }, async (request) => {
    const { egressId } = request.params;
    try {
      return { egressId, ok: true, ...(await egress.test(egressId, request.body)) };
    } catch (thrown) {
      const { code, source, message, details } = toControlError(thrown);
      if (code === "RESOURCE_NOT_FOUND" || source === "gateway") throw thrown;
      return { egressId, ok: false, error: { code, source, message, reason: details.reason } };
    }
  });
}

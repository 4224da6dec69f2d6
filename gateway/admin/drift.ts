import { Type } from "typebox";
import type { ControlApp } from "../api/control-plane.ts";
import type { Drift } from "../drift/drift.ts";
import type { Perform } from "./acts.ts";

const closed = { additionalProperties: false } as const;
const query = Type.Object(
  {
    environment: Type.Optional(Type.Enum(["sandbox", "live"])),
    endpoint: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);
const body = Type.Object(
  { environment: Type.Enum(["sandbox", "live"]), endpoint: Type.String({ maxLength: 200 }) },
  closed,
);

/** `/admin/drift`: how the upstream's answers changed, endpoint by endpoint, and taking that for right. */
export function driftRoutes(
  app: ControlApp,
  drift: Pick<Drift, "reports" | "accept">,
  perform: Perform,
): void {
  app.get("/drift", { schema: { querystring: query } }, (request) => {
    const { environment, endpoint } = request.query;
    const list = drift
      .reports()
      .filter((report) => environment === undefined || report.environment === environment)
      .filter((report) => endpoint === undefined || report.endpoint === endpoint);
    return { list };
  });

  app.post("/drift/accept", { schema: { body } }, (request) => {
    const { environment, endpoint } = request.body;
    const act = { action: "drift.accept", target: `${environment} ${endpoint}` };
    return perform(request, act, () => drift.accept(environment, endpoint));
  });
}

import { Type } from "typebox";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";

const whoami = Type.Object(
  {
    id: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    permissions: Type.Array(Type.String()),
  },
  { additionalProperties: false },
);

/** `GET /v2/account/whoami`: the organization behind a key, and what the key may do. */
export function accountRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
): void {
  app.get(
    "/v2/account/whoami",
    { onRequest: authenticate("ACCOUNT"), schema: { response: { 200: whoami } } },
    (request) => {
      const { organizationId, scopes } = callerOf(request);
      return { id: organizationId, name: null, permissions: [...scopes].sort() };
    },
  );
}

import { Type } from "typebox";
import type { Store } from "../store/store.ts";
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
  { organizations }: Pick<Store, "organizations">,
): void {
  app.get(
    "/v2/account/whoami",
    {
      onRequest: authenticate("ACCOUNT"),
      schema: {
        summary: "The organization behind the key, and what the key may do.",
        response: { 200: whoami },
      },
    },
    async (request) => {
      const { organizationId, scopes } = callerOf(request);
      const organization = await organizations.find(organizationId);
      return {
        id: organizationId,
        name: organization?.name ?? null,
        permissions: [...scopes].sort(),
      };
    },
  );
}

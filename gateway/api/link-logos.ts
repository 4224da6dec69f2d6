import type { AccountServices } from "../account-services.ts";
import { GatewayError } from "../errors.ts";
import type { ControlApp } from "./control-plane.ts";

/** `/link/logos/{digest}`: the pictures that apps are shown with, from this server alone. */
export function linkLogoRoutes(app: ControlApp, { store }: Pick<AccountServices, "store">): void {
  app.get("/link/logos/:digest", async (request, reply) => {
    const { digest } = request.params as { readonly digest: string };
    const logo = await store.linkRecords.findLogo(digest);
    if (logo === undefined) throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such logo.");
    return reply
      .headers({
        "content-type": logo.type,
        "cache-control": "public, max-age=31536000, immutable",
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "same-origin",
      })
      .send(Buffer.from(logo.bytes));
  });
}

import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import type { Perform } from "./acts.ts";

/** `/admin/secrets`: which master key wraps what, and its rotation while serving. */
export function secretRoutes(app: ControlApp, { store }: AccountServices, perform: Perform): void {
  app.get("/secrets", () => store.masterKey.status());

  app.post("/secrets/rotate", (request) => {
    const act = { action: "secrets.rotate", describe: (result: object) => ({ ...result }) };
    return perform(request, act, () => store.masterKey.rotate());
  });
}

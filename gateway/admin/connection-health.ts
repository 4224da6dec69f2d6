import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { declaredName, declaredNames } from "../declared/owned.ts";
import { GatewayError, problem } from "../errors.ts";
import type { Perform } from "./acts.ts";
import { viewConnection } from "./connection-view.ts";

const params = Type.Object({ connectionId: Type.String() });
const query = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })) },
  { additionalProperties: false },
);

/** `/admin/connections/errors` and `…/check`: which connections fail most, and whether one still works. */
export function connectionHealthRoutes(
  app: ControlApp,
  { store, health }: Pick<AccountServices, "store" | "health">,
  perform: Perform,
): void {
  app.get("/connections/errors", { schema: { querystring: query } }, async (request) => {
    const nameOf = await declaredNames(store);
    const counts = health.errors.top(request.query.limit ?? 20);
    const list = await Promise.all(
      counts.map(async ({ connectionId, lastAt, ...count }) => {
        const row = await store.connections.find(connectionId);
        return (
          row && {
            ...viewConnection(row, nameOf(row.id)),
            ...count,
            lastErrorAt: new Date(lastAt).toISOString(),
          }
        );
      }),
    );
    return { list: list.filter((each) => each !== undefined) };
  });

  app.post("/connections/:connectionId/check", { schema: { params } }, (request) => {
    const { connectionId: target } = request.params;
    const describe = ({ outcome }: { readonly outcome: string }) => ({ result: outcome });
    return perform(request, { action: "connection.check", target, describe }, async () => {
      const before = await find(target);
      const { outcome, error } = await health.check(target);
      if (outcome === "unchecked")
        throw new GatewayError(
          "CONFLICT",
          `The connection is ${before.state} and is not checked.`,
          {
            reason: before.state,
          },
        );
      return {
        outcome,
        ...(error !== undefined && { error: problem(error, request.id, request.url) }),
        connection: viewConnection(await find(target), await declaredName(store, target)),
      };
    });
  });

  async function find(connectionId: string) {
    const row = await store.connections.find(connectionId);
    if (row !== undefined) return row;
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such connection.");
  }
}

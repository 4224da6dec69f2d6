import { Type } from "typebox";
import type { ControlApp } from "../api/control-plane.ts";
import { ConfigError } from "../config/problem.ts";
import type { Reload } from "../config/reload.ts";
import { GatewayError } from "../errors.ts";
import type { Perform } from "./acts.ts";
import { assertMatch, sendTagged } from "./etag.ts";
import type { AdminActions } from "./running.ts";

const dryRunQuery = Type.Object(
  { dryRun: Type.Optional(Type.Enum(["", "true", "false", "1", "0"])) },
  { additionalProperties: false },
);
const rollbackQuery = Type.Object(
  { to: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })) },
  { additionalProperties: false },
);
const compareBody = Type.Object(
  {
    declared: Type.Object({}, { additionalProperties: true }),
    egressIds: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { maxItems: 10_000 }),
    endpoints: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          environment: Type.Enum(["sandbox", "live"]),
          organization: Type.Optional(Type.String()),
          url: Type.String({ maxLength: 2_048 }),
          events: Type.Array(Type.String()),
          form: Type.Enum(["standard", "ofauth", "svix"]),
          sha256: Type.String({ pattern: "^[0-9a-f]{64}$" }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 10_000 },
    ),
  },
  { additionalProperties: false },
);

/** What serves: generations, exchanges under way, and what an operator has become of the configuration. */
export function generationRoutes(app: ControlApp, actions: AdminActions, perform: Perform): void {
  app.get("/generations", (_request, reply) => {
    const generations = actions.generations();
    const resource = { generations, earlier: actions.earlier(), problems: actions.problems() };
    return sendTagged(reply, resource, servingIn(actions));
  });
  app.get("/exchanges", () => ({ exchanges: actions.exchanges() }));

  app.post("/reload", { schema: { querystring: dryRunQuery } }, (request) => {
    const { dryRun } = request.query;
    const isDryRun = dryRun !== undefined && dryRun !== "false" && dryRun !== "0";
    const act = { action: "reload", describe: outcomeOf };
    return perform(request, act, async () => {
      assertMatch(request, servingIn(actions));
      return { dryRun: isDryRun, ...(await actions.reload({ dryRun: isDryRun })) };
    });
  });
  app.post("/compare", { schema: { body: compareBody } }, async (request) => {
    try {
      return await actions.compare(request.body);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      throw new GatewayError("BAD_REQUEST", error.message, { cause: error });
    }
  });
  app.post("/rollback", { schema: { querystring: rollbackQuery } }, (request) => {
    const { to } = request.query;
    const act = {
      action: "rollback",
      ...(to !== undefined && { detail: { to } }),
      describe: outcomeOf,
    };
    return perform(request, act, () => {
      assertMatch(request, servingIn(actions));
      return actions.rollback(to);
    });
  });
  app.post("/rollback/lift", (request) => {
    const act = { action: "rollback.lift", describe: outcomeOf };
    return perform(request, act, () => {
      assertMatch(request, servingIn(actions));
      return actions.lift();
    });
  });
}

/** What a reload or rollback depends on: what serves, what there is to go back to, and what was refused. */
function servingIn({ generations, earlier, problems }: AdminActions): object {
  const serving = generations().find(({ isCurrent }) => isCurrent);
  const { id, configHash } = serving ?? {};
  return { id, configHash, earlier: earlier(), problems: problems() };
}

/** What the record says of it: the settings that differ by name, as many as there may be. */
function outcomeOf({ differences = [], ...result }: Reload) {
  const settings = differences.slice(0, MAX_RECORDED).map(({ setting }) => setting);
  return {
    ...result,
    ...(settings.length > 0 && { settings }),
    ...(result.result === "refused" && { outcome: "refused" }),
  };
}

const MAX_RECORDED = 100;

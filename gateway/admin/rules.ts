import { Type } from "typebox";
import type { ControlApp } from "../api/control-plane.ts";
import { environmentOff, type EnvironmentName } from "../environments.ts";
import type { ActiveRules } from "../rules/rules.ts";
import type { Perform } from "./acts.ts";
import { viewFeed } from "./feed-view.ts";
import { assertMatch, sendTagged } from "./etag.ts";
import type { AdminActions } from "./running.ts";

const ofEnvironment = Type.Object({ environment: Type.Enum(["sandbox", "live"]) });
const pinBody = Type.Object(
  { revision: Type.String({ minLength: 1, maxLength: 128 }) },
  { additionalProperties: false },
);

/** Signing rules: which there are and serve, and an operator's pin. */
export function rulesRoutes(app: ControlApp, actions: AdminActions, perform: Perform): void {
  const { rules } = actions;
  app.get("/rules", () => ({
    environments: actions.environments.map((environment) => rulesOf(actions, environment)),
  }));
  app.get("/rules/:environment", { schema: { params: ofEnvironment } }, (request, reply) => {
    const { environment } = request.params;
    assertSwitchedOn(environment);
    return send(reply, environment);
  });
  app.post(
    "/rules/:environment/pin",
    { schema: { params: ofEnvironment, body: pinBody } },
    (request, reply) => {
      const { environment } = request.params;
      const { revision } = request.body;
      const act = { action: "pin", target: environment, detail: { environment, revision } };
      return perform(request, act, async () => {
        assertSwitchedOn(environment);
        match(request, environment);
        await rules.pin(environment, revision);
        return send(reply, environment);
      });
    },
  );
  app.post(
    "/rules/:environment/release",
    { schema: { params: ofEnvironment } },
    (request, reply) => {
      const { environment } = request.params;
      const act = { action: "release", target: environment, detail: { environment } };
      return perform(request, act, async () => {
        assertSwitchedOn(environment);
        match(request, environment);
        await rules.release(environment);
        return send(reply, environment);
      });
    },
  );

  function match(request: Parameters<typeof assertMatch>[0], environment: EnvironmentName): void {
    assertMatch(request, editedIn(rulesOf(actions, environment)));
  }

  function send(reply: Parameters<typeof sendTagged>[0], environment: EnvironmentName) {
    const resource = rulesOf(actions, environment);
    return sendTagged(reply, resource, editedIn(resource));
  }

  function assertSwitchedOn(environment: EnvironmentName): void {
    if (!actions.environments.includes(environment)) throw environmentOff(environment);
  }
}

/** An environment's rules without their constants. */
function rulesOf({ rules, clock }: AdminActions, environment: EnvironmentName) {
  const describe = ({ revision, scheme, order, builtAt, acceptedAt, source }: ActiveRules) => ({
    revision,
    scheme,
    order,
    builtAt: builtAt === undefined ? null : new Date(builtAt).toISOString(),
    acceptedAt: new Date(acceptedAt).toISOString(),
    source,
  });
  return {
    environment,
    current: rules.current(environment)?.revision ?? null,
    pinned: rules.pinned(environment) ?? null,
    bans: rules.bans(environment).map(({ revision, until }) => ({
      revision,
      until: new Date(until).toISOString(),
    })),
    awaiting: rules.awaiting(environment),
    feeds: rules.feeds(environment).map((feed) => viewFeed(environment, feed, clock)),
    builds: rules.builds(environment).map(describe),
    rejections: rules.rejections(environment).map(({ source, place, reason, at }) => ({
      source,
      place,
      reason,
      at: new Date(at).toISOString(),
    })),
  };
}

/** What a pin depends on: the builds there are, and not how feeds fare. */
function editedIn({ environment, current, pinned, bans, builds }: ReturnType<typeof rulesOf>) {
  return { environment, current, pinned, bans, builds };
}

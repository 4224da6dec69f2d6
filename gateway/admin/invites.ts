import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { inviteActs, inviteMembers } from "../api/invite-acts.ts";
import { pageOf, pagingQuery } from "../api/paging.ts";
import type { Perform } from "./acts.ts";
import { appOr, ownerQuery } from "./apps.ts";

const closed = { additionalProperties: false } as const;
const newInvite = Type.Object(
  {
    ...inviteMembers,
    organizationId: Type.Optional(Type.String()),
    environment: Type.Enum(["sandbox", "live"]),
  },
  closed,
);
const listQuery = Type.Object({ ...ownerQuery.properties, ...pagingQuery }, closed);

/** `/admin/invites`: links for owners, made without an app of one's own. */
export function inviteRoutes(app: ControlApp, services: AccountServices, perform: Perform): void {
  const invites = inviteActs(services);

  app.get("/invites", { schema: { querystring: listQuery } }, (request, reply) => {
    const { organizationId, environment, ...paging } = request.query;
    return invites.list({ organizationId, environment }, pageOf(paging, reply));
  });

  app.post("/invites", { schema: { body: newInvite } }, (request, reply) => {
    const { environment, organizationId, ...rest } = request.body;
    const { clientAppId } = rest;
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    const act = { action: "invite.create", detail: { environment, clientAppId }, describe };
    return perform(request, act, async () => {
      const inviter = await appOr(services.store, environment, organizationId, clientAppId);
      const made = await invites.create(inviter, rest);
      void reply.code(201);
      return made;
    });
  });

  app.post(
    "/invites/:inviteId/revoke",
    { schema: { params: Type.Object({ inviteId: Type.String() }) } },
    (request) => {
      const { inviteId: target } = request.params;
      return perform(request, { action: "invite.revoke", target }, () =>
        invites.revoke(target, () => true),
      );
    },
  );
}

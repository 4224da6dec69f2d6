import { Type, type Static } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { createPerform } from "../admin/acts.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import { inviteActs, inviteBody, inviteSchema, newInviteSchema } from "./invite-acts.ts";
import { pageOf, pagingQuery } from "./paging.ts";

const closed = { additionalProperties: false } as const;

/** `/v2/link/invites`: links to send to an owner, each good for a week and one account. */
export function linkInviteRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  services: AccountServices,
): void {
  const onRequest = authenticate("LINK");
  const invites = inviteActs(services);
  const perform = createPerform(services.audit);

  app.post(
    "/v2/link/invites",
    {
      onRequest,
      schema: {
        summary: "Makes an invite: a link for an owner that opens Link sessions for seven days.",
        body: inviteBody,
        response: { 201: newInviteSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const describe = ({ id, appId }: Static<typeof newInviteSchema>) => ({ target: id, appId });
      const act = { actor: caller.keyId, action: "invite.create", describe };
      const made = await perform(request, act, () => invites.create(caller, request.body));
      void reply.code(201);
      return made;
    },
  );

  app.get(
    "/v2/link/invites",
    {
      onRequest,
      schema: {
        summary: "The invites of the organization, the newest first, and how each stands.",
        querystring: Type.Object(pagingQuery, closed),
        response: {
          200: Type.Object({ list: Type.Array(inviteSchema), hasMore: Type.Boolean() }, closed),
        },
      },
    },
    async (request, reply) => {
      const { organizationId, environment } = callerOf(request);
      return invites.list({ organizationId, environment }, pageOf(request.query, reply));
    },
  );

  app.delete(
    "/v2/link/invites/:inviteId",
    {
      onRequest,
      schema: {
        summary: "Takes an invite back, with the sessions it has opened.",
        params: Type.Object({ inviteId: Type.String() }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { inviteId: target } = request.params;
      await perform(request, { actor: caller.keyId, action: "invite.revoke", target }, () =>
        invites.revoke(
          target,
          (invite) =>
            invite.organizationId === caller.organizationId &&
            invite.environment === caller.environment,
        ),
      );
      return reply.code(204).send(null);
    },
  );
}

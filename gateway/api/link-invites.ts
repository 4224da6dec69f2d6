import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import { assertSafePlace } from "../link/places.ts";
import { callerOf, type createAuthenticate } from "./authenticate.ts";
import type { ControlApp } from "./control-plane.ts";
import {
  inviteMembers,
  inviteSchema,
  inviteUrl,
  newInviteSchema,
  viewInvite,
} from "./invite-view.ts";
import { cutPage, pageOf, pagingQuery } from "./paging.ts";

const closed = { additionalProperties: false } as const;

/** `/v2/link/invites`: links to send to an owner, each good for a week and one account. */
export function linkInviteRoutes(
  app: ControlApp,
  authenticate: ReturnType<typeof createAuthenticate>,
  { link, store, audit, clock }: AccountServices,
): void {
  const onRequest = authenticate("LINK");

  app.post(
    "/v2/link/invites",
    {
      onRequest,
      schema: {
        summary: "Makes an invite: a link for an owner that opens Link sessions for seven days.",
        body: Type.Object(inviteMembers, closed),
        response: { 201: newInviteSchema },
      },
    },
    async (request, reply) => {
      const publicUrl = link.publicUrl();
      assertSafePlace(publicUrl);
      const caller = callerOf(request);
      const { geolocation, ...body } = request.body;
      const asked = { ...body, country: geolocation?.country };
      const { invite, secret } = await link.invites.create(caller, asked);
      await audit.record({
        actor: caller.keyId,
        action: "invite.create",
        target: invite.id,
        requestId: request.id,
        outcome: "ok",
        detail: { appId: invite.appId },
      });
      void reply.code(201);
      return {
        ...viewInvite(invite, clock.now()),
        url: inviteUrl(await link.urlFor(invite.appId), secret),
      };
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
    async (request) => {
      const { organizationId, environment } = callerOf(request);
      const { limit, offset } = pageOf(request.query);
      const filter = { organizationId, environment, limit: limit + 1, offset };
      const { list, hasMore } = cutPage(await store.linkInvites.list(filter), limit);
      return { list: list.map((invite) => viewInvite(invite, clock.now())), hasMore };
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
      const { id } = await link.invites.revoke(
        request.params.inviteId,
        (invite) =>
          invite.organizationId === caller.organizationId &&
          invite.environment === caller.environment,
      );
      const act = { actor: caller.keyId, action: "invite.revoke", target: id };
      await audit.record({ ...act, requestId: request.id, outcome: "ok" });
      return reply.code(204).send(null);
    },
  );
}

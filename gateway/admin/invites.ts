import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { inviteMembers, inviteUrl, viewInvite } from "../api/invite-view.ts";
import { cutPage, pageOf, pagingQuery } from "../api/paging.ts";
import { assertSafePlace } from "../link/places.ts";
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
export function inviteRoutes(
  app: ControlApp,
  { link, store, clock }: AccountServices,
  perform: Perform,
): void {
  app.get("/invites", { schema: { querystring: listQuery } }, async (request) => {
    const { organizationId, environment } = request.query;
    const { limit, offset } = pageOf(request.query);
    const filter = { organizationId, environment, limit: limit + 1, offset };
    const { list, hasMore } = cutPage(await store.linkInvites.list(filter), limit);
    return { list: list.map((invite) => viewInvite(invite, clock.now())), hasMore };
  });

  app.post("/invites", { schema: { body: newInvite } }, (request, reply) => {
    const { environment, organizationId, clientAppId, geolocation, ...rest } = request.body;
    const describe = ({ id }: { readonly id: string }) => ({ target: id });
    const act = { action: "invite.create", detail: { environment, clientAppId }, describe };
    return perform(request, act, async () => {
      const publicUrl = link.publicUrl();
      assertSafePlace(publicUrl);
      const inviter = await appOr(store, environment, organizationId, clientAppId);
      const asked = { ...rest, country: geolocation?.country };
      const { invite, secret } = await link.invites.create(inviter, asked);
      void reply.code(201);
      return {
        ...viewInvite(invite, clock.now()),
        url: inviteUrl(await link.urlFor(invite.appId), secret),
      };
    });
  });

  app.post(
    "/invites/:inviteId/revoke",
    { schema: { params: Type.Object({ inviteId: Type.String() }) } },
    (request) => {
      const { inviteId: target } = request.params;
      return perform(request, { action: "invite.revoke", target }, async () =>
        viewInvite(await link.invites.revoke(target, () => true), clock.now()),
      );
    },
  );
}

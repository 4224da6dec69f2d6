import { Type } from "typebox";
import type { AccountServices } from "../account-services.ts";
import type { ControlApp } from "../api/control-plane.ts";
import { assertNotDeclared } from "../declared/owned.ts";
import { GatewayError } from "../errors.ts";
import { checkLinkApp, linkAppOf, linkAppSchema } from "../link/link-apps.ts";
import { readLogo } from "../link/logo.ts";
import type { AppLogoRow } from "../store/link-tables.ts";
import type { AppRow } from "../store/tables.ts";
import type { Perform } from "./acts.ts";
import { assertMatch, sendTagged } from "./etag.ts";

const params = Type.Object({ appId: Type.String() });
const MAX_LOGO_JSON = 262_144;
/** A PNG, JPEG or WebP picture in base64. */
const logoBody = Type.Object(
  { data: Type.String({ pattern: "^[A-Za-z0-9+/]+={0,2}$" }) },
  { additionalProperties: false },
);

// `Partial` of a closed object is open unless it says so itself.
const linkAppChanges = Type.Partial(linkAppSchema, { additionalProperties: false });

/** `/admin/apps/{appId}/link`: where an app's owners are sent, what they are asked for, and how they sign in. */
export function linkAppRoutes(
  app: ControlApp,
  { store }: Pick<AccountServices, "store">,
  perform: Perform,
): void {
  app.get("/apps/:appId/link", { schema: { params } }, async (request, reply) =>
    sendTagged(reply, await linkAppOf(store, await find(request.params.appId))),
  );

  app.patch("/apps/:appId/link", { schema: { params, body: linkAppChanges } }, (request, reply) => {
    const { appId: target } = request.params;
    const { body } = request;
    return perform(request, { action: "app.link", target, detail: body }, async () => {
      const before = await linkAppOf(store, await find(target));
      assertMatch(request, before);
      await assertNotDeclared(store, target);
      const after = { ...before, ...body };
      const wrong = checkLinkApp(after);
      if (wrong !== undefined) throw new GatewayError("BAD_REQUEST", wrong);
      await store.linkRecords.setAppSettings(target, JSON.stringify(after));
      return sendTagged(reply, after);
    });
  });

  app.get("/apps/:appId/logo", { schema: { params } }, async (request, reply) => {
    await find(request.params.appId);
    const logo = await viewLogo(request.params.appId);
    if (logo !== undefined) return sendTagged(reply, logo);
    throw new GatewayError("RESOURCE_NOT_FOUND", "The app has no logo.");
  });

  app.post(
    "/apps/:appId/logo",
    { bodyLimit: MAX_LOGO_JSON, schema: { params, body: logoBody } },
    (request, reply) => {
      const { appId: target } = request.params;
      const describe = ({ digest }: { readonly digest: string }) => ({ digest });
      return perform(request, { action: "app.logo", target, describe }, async () => {
        await find(target);
        assertMatch(request, await viewLogo(target));
        await assertNotDeclared(store, target);
        const logo = readLogo(target, Buffer.from(request.body.data, "base64"));
        await store.linkRecords.putLogo(logo);
        return sendTagged(reply, viewed(logo));
      });
    },
  );

  app.delete("/apps/:appId/logo", { schema: { params } }, async (request, reply) => {
    const { appId: target } = request.params;
    await perform(request, { action: "app.logo_remove", target }, async () => {
      assertMatch(request, await viewLogo(target));
      await assertNotDeclared(store, target);
      await store.linkRecords.removeLogo(target);
    });
    return reply.code(204).send();
  });

  async function find(id: string): Promise<AppRow> {
    const row = await store.apps.findById(id);
    if (row !== undefined) return row;
    throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such app.");
  }

  async function viewLogo(appId: string) {
    const digest = await store.linkRecords.logoDigest(appId);
    const logo = digest === undefined ? undefined : await store.linkRecords.findLogo(digest);
    return logo && viewed(logo);
  }
}

function viewed({ type, digest, bytes }: AppLogoRow) {
  return { type, digest, bytes: bytes.length };
}

import { newId } from "../ids.ts";
import type { AppRow } from "../store/tables.ts";
import { brandSettings, takeLogo } from "./brand.ts";
import { organizationOf } from "./organizations.ts";
import type { Declared, Turn } from "./turn.ts";

type DeclaredApp = Declared["apps"][string];

/** Makes and changes the apps that the file declares, with what they register for Link. */
export async function takeApps(turn: Turn): Promise<void> {
  for (const [name, wanted] of Object.entries(turn.declared.apps))
    await takeApp(turn, name, wanted);
}

/** Ends an app: none of its keys is valid, no owner is sent back to it, no page of its own shows Link. */
export async function closeApp({ inner }: Turn, appId: string): Promise<void> {
  const kept = await inner.linkRecords.appSettings(appId);
  const settings = { ...(JSON.parse(kept ?? "{}") as object), redirectUris: [], origins: [] };
  await inner.linkRecords.setAppSettings(appId, JSON.stringify(settings));
}

async function takeApp(turn: Turn, name: string, wanted: DeclaredApp): Promise<void> {
  const { inner, clock } = turn;
  const { environment, name: label = name } = wanted;
  const organizationId = await organizationOf(turn, "app", name, wanted.organization);
  const known = await inner.apps.findById(turn.idOf("app", name) ?? "");
  const isInPlace = known?.organizationId === organizationId && known.environment === environment;
  const all = await inner.apps.list({ organizationId, environment });
  const namesake = all.find((each) => each.name === label);
  const row = isInPlace ? known : namesake;
  if (namesake !== undefined && namesake.id !== row?.id)
    turn.refuse(
      "app",
      name,
      `The organization has another app called \`${label}\` there.`,
      "Choose another name.",
    );
  const isRenamed = row !== undefined && row.name !== label;
  if (isRenamed) await inner.apps.rename(row.id, label);
  const app: AppRow = row ?? {
    id: newId("app_", clock),
    organizationId,
    environment,
    name: label,
    isDefault: 0,
    createdAt: clock.now(),
  };
  if (row === undefined) await inner.apps.add(app);
  const isRegistered = await register(turn, app.id, wanted);
  const isPictured = await takeLogo(turn, app.id, wanted.brand);
  const isChanged = isRenamed || isRegistered || isPictured;
  const did = row === undefined ? "create" : isChanged ? "change" : undefined;
  await turn.take({ kind: "app", name, targetId: app.id, did });
}

/** Says whether that was another registration than the one before; what a file cannot say stays as it was. */
async function register(
  { inner: { linkRecords } }: Turn,
  appId: string,
  { redirectUris, origins, permissions, brand }: DeclaredApp,
): Promise<boolean> {
  const kept = JSON.parse((await linkRecords.appSettings(appId)) ?? "{}") as Record<
    string,
    unknown
  >;
  const { redirectUris: uris = [], origins: frames = [], permissions: asked, ...rest } = kept;
  const look = brandSettings(brand);
  const looked = Object.keys(look).map((member) => kept[member] ?? null);
  const before = JSON.stringify([uris, frames, asked ?? null, looked]);
  const wanted = [redirectUris, origins, permissions ?? null, Object.values(look)];
  if (before === JSON.stringify(wanted)) return false;
  const after = { ...rest, redirectUris, origins, ...(permissions && { permissions }), ...look };
  await linkRecords.setAppSettings(appId, JSON.stringify(after));
  return true;
}

import type { Repositories } from "../store/store.ts";
import type { AppRow } from "../store/tables.ts";
import { brandStyle } from "./brand-colors.ts";
import { linkAppOf, type LinkApp } from "./link-apps.ts";

/** How an app is shown on the pages. */
export interface Brand {
  readonly name: string;
  /** The path of its logo on this server. */
  readonly logo: string | undefined;
  /** Its colours over the pages' own. */
  readonly style: string;
}

/** An app's name, its settings, and how it is shown if it has a look of its own. */
export async function brandOf(
  store: Pick<Repositories, "linkRecords">,
  app: Pick<AppRow, "id" | "environment" | "name">,
): Promise<{
  readonly name: string;
  readonly settings: LinkApp;
  readonly brand: Brand | undefined;
}> {
  const settings = await linkAppOf(store, app);
  const name = settings.displayName ?? app.name;
  const digest = await store.linkRecords.logoDigest(app.id);
  const { colors } = settings;
  const brand =
    digest === undefined && colors === null
      ? undefined
      : {
          name,
          logo: digest === undefined ? undefined : `/link/logos/${digest}`,
          style: colors === null ? "" : brandStyle(colors),
        };
  return { name, settings, brand };
}

import type { Links } from "../media/signed-url.ts";
import type { World } from "../world/world.ts";
import type { User } from "../world/things.ts";

/** Where things are seen from: what a viewer may see and which addresses they get. */
export interface Viewpoint {
  readonly world: World;
  readonly links: Links;
  /** Nobody, for a guest. */
  readonly viewer: User | undefined;
  readonly now: number;
}

/** A date as the upstream writes it: seconds and an offset, no fraction. */
export function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}

/** Text without its markup. */
export function rawText(html: string): string {
  return html.replace(/<[^<>]*>/g, "");
}

/** A user as mixed lists name them when `skip_users=all` is asked for. */
export function userStub(id: number): { readonly id: number; readonly _view: string } {
  return { id, _view: "s" };
}

/** Where links for people lead, unlike addresses of the API and of media. */
export const SITE = "https://onlyfans.com";

import type { NewCookies } from "../sessions/cookies.ts";
import type { UpstreamSession } from "../sessions/sessions.ts";
import type { Stage } from "../stage.ts";
import type { Viewpoint } from "../views/view.ts";
import type { User } from "../world/things.ts";
import { accessDenied } from "../refusal.ts";

/** One verified call, as a route sees it. */
export interface Call extends Viewpoint {
  readonly stage: Stage;
  readonly session: UpstreamSession;
  /** Values of the path's `:names`, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookies: NewCookies;
}

/** One upstream route. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/api2/v2/`; a segment `:name` takes any value. */
  readonly path: string;
  /** Also for guests; otherwise "Access denied.". */
  readonly guests?: true;
  /** Also while the second factor is missing; otherwise code 101. */
  readonly whileChallenged?: true;
  /** The JSON to answer with. @throws Refusal as documented for the route. */
  readonly answer: (call: Call) => unknown;
}

/** The signed-in user. @throws Refusal "Access denied." for a guest. */
export function viewerOf(call: Call): User {
  if (call.viewer === undefined) throw accessDenied();
  return call.viewer;
}

import type { Route } from "./route.ts";

/** A route and the values of its `:names`. */
export interface Match {
  readonly route: Route;
  readonly params: readonly string[];
}

/** Finds the route of a method and path; a literal segment wins over a `:name`. */
export type Router = (method: string, path: string) => Match | undefined;

/** The router of a table. */
export function createRouter(routes: readonly Route[]): Router {
  const literal = new Map<string, Match>();
  const patterns = new Map<string, { readonly route: Route; readonly segments: string[] }[]>();
  for (const route of routes) {
    const segments = route.path.split("/");
    if (!route.path.includes(":"))
      literal.set(`${route.method} ${route.path}`, { route, params: [] });
    else {
      const key = `${route.method} ${segments.length}`;
      patterns.set(key, [...(patterns.get(key) ?? []), { route, segments }]);
    }
  }

  return (method, path) => {
    const known = literal.get(`${method} ${path}`);
    if (known !== undefined) return known;
    const wanted = path.split("/");
    const candidates = patterns.get(`${method} ${wanted.length}`) ?? [];
    const found = candidates.find(({ segments }) =>
      segments.every((segment, index) =>
        segment.startsWith(":") ? wanted[index] !== "" : segment === wanted[index],
      ),
    );
    if (found === undefined) return undefined;
    const params = wanted.filter((_, index) => found.segments[index]?.startsWith(":"));
    return { route: found.route, params };
  };
}

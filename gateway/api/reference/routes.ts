import type { ControlApp } from "../control-plane.ts";

declare module "fastify" {
  interface FastifySchema {
    /** One sentence for the reference. */
    readonly summary?: string;
  }
}

/** A route of the control plane as it was declared. */
export interface DocumentedRoute {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly url: string;
  readonly schema: {
    readonly summary?: string;
    readonly params?: object;
    readonly querystring?: object;
    readonly body?: object;
    readonly response?: Readonly<Record<string, object>>;
  };
}

/** Collects every route of the API that is declared after this, for as long as routes are declared. */
export function documentRoutes(app: ControlApp): readonly DocumentedRoute[] {
  const routes: DocumentedRoute[] = [];
  app.addHook("onRoute", ({ method, url, schema }) => {
    if (schema === undefined && !url.startsWith("/v2/")) return;
    for (const each of [method].flat())
      if (each !== "HEAD")
        routes.push({ method: each, url, schema: { ...schema } as DocumentedRoute["schema"] });
  });
  return routes;
}

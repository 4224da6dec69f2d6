// Written by `npm run docs` from the gateway's own OpenAPI document.
import type { Client as Fetcher, ClientPathsWithMethod, MaybeOptionalInit, MethodResponse } from "openapi-fetch";
import type { paths } from "./api.d.ts";
/** The methods endpoints have. */
export type Method = "get" | "post" | "put" | "patch" | "delete";
/** `openapi-fetch` over the endpoints of the gateway. */
export type ApiFetcher = Fetcher<paths, "application/json">;
/** The paths that have a method. */
export type PathOf<M extends Method> = ClientPathsWithMethod<ApiFetcher, M>;
/** What an endpoint answers. */
export type Answer<M extends Method, P extends PathOf<M>> = MethodResponse<ApiFetcher, M, P>;
/** Parameters, body, and whatever else `fetch` takes. */
export type Init<M extends Method, P extends PathOf<M>> = MaybeOptionalInit<paths[P], M>;
/** What is given after the path: nothing need be where nothing is required. */
export type Rest<M extends Method, P extends PathOf<M>> = undefined extends Init<M, P> ? [init?: Init<M, P>] : [init: Init<M, P>];
/** Calls an endpoint. @throws CountersignError for every answer that is no success. */
export type Call<M extends Method> = <P extends PathOf<M>>(path: P, ...rest: Rest<M, P>) => Promise<Answer<M, P>>;
/** The lists that come in pages. */
export type PagedPath = {
    [P in PathOf<"get">]: Answer<"get", P> extends {
        hasMore: boolean;
    } ? P : never;
}[PathOf<"get">];
/** One row of a list. */
export type Row<P extends PagedPath> = Answer<"get", P> extends {
    list: readonly (infer R)[];
} | {
    items: readonly (infer R)[];
} ? R : never;

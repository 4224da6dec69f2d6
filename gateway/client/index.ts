import createFetcher from "openapi-fetch";
import type { paths } from "./api.d.ts";
import type { Answer, Call, Method, PagedPath, Rest, Row } from "./calls.ts";
import { CountersignError } from "./client-error.ts";
import { pagesOf, rowsOf } from "./pages.ts";
import { createUpload, type Upload } from "./upload.ts";

export { CountersignError, type Problem } from "./client-error.ts";
export type { Answer, Call, Init, Method, PagedPath, PathOf, Rest, Row } from "./calls.ts";
export type { components, operations, paths, webhooks } from "./api.d.ts";
export type { Upload, UploadOptions, UploadProgress } from "./upload.ts";
export {
  verifyWebhook,
  WebhookVerificationError,
  type ReceivedWebhook,
  type WebhookEvent,
} from "./verify-webhook.ts";

/** Where the gateway is, and for whom to act. */
export interface ClientOptions {
  /** Such as `https://gateway.example.com`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The linked account; not needed for the routes below `/v2/account`. */
  readonly connectionId?: string;
  /** In place of the global one. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The typed endpoints of a gateway. */
export interface Client {
  readonly get: Call<"get">;
  readonly post: Call<"post">;
  readonly put: Call<"put">;
  readonly patch: Call<"patch">;
  readonly delete: Call<"delete">;
  /** The pages of a list from where the query says on. */
  readonly pages: <P extends PagedPath>(
    path: P,
    ...rest: Rest<"get", P>
  ) => AsyncIterable<Answer<"get", P>>;
  /** The same, row by row. */
  readonly rows: <P extends PagedPath>(path: P, ...rest: Rest<"get", P>) => AsyncIterable<Row<P>>;
  readonly upload: Upload;
  /** Any path of the upstream's API, its answer untouched, whatever its status is. */
  readonly proxy: (path: `/${string}`, init?: RequestInit) => Promise<Response>;
}

type Loose = { readonly params?: { readonly query?: Readonly<Record<string, unknown>> } } & object;

/** Makes a client. It keeps nothing but its options, and works wherever there is `fetch`. */
export function createClient(options: ClientOptions): Client {
  const { apiKey, connectionId, fetch: send = fetch } = options;
  const baseUrl = options.baseUrl.endsWith("/") ? options.baseUrl.slice(0, -1) : options.baseUrl;
  const own = {
    apikey: apiKey,
    ...(connectionId !== undefined && { "x-connection-id": connectionId }),
  };
  const fetcher = createFetcher<paths, "application/json">({ baseUrl, headers: own, fetch: send });

  async function call(method: Method, path: string, init: object = {}): Promise<unknown> {
    const ask = fetcher.request as unknown as (
      method: string,
      path: string,
      init: object,
    ) => Promise<{ data?: unknown; error?: unknown; response: Response }>;
    const { data, error, response } = await ask(method, path, init);
    if (!response.ok) throw new CountersignError(response.status, error);
    return data;
  }

  const request = (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    for (const [name, value] of Object.entries(own)) headers.set(name, value);
    return send(new Request(`${baseUrl}/v2/access${path}`, { ...init, headers }));
  };

  const pages = (path: string, init: Loose = {}): AsyncGenerator<object, void, undefined> =>
    pagesOf(
      (query) =>
        call("get", path, { ...init, params: { ...init.params, query } }) as Promise<object>,
      init.params?.query ?? {},
      path.startsWith("/v2/account/"),
    );

  async function* rows(path: string, init?: Loose): AsyncGenerator<unknown, void, undefined> {
    for await (const page of pages(path, init)) yield* rowsOf(page);
  }

  const calls = (method: Method) => (path: string, init?: object) => call(method, path, init);
  return {
    get: calls("get") as Call<"get">,
    post: calls("post") as Call<"post">,
    put: calls("put") as Call<"put">,
    patch: calls("patch") as Call<"patch">,
    delete: calls("delete") as Call<"delete">,
    pages: pages as Client["pages"],
    rows: rows as Client["rows"],
    upload: createUpload(async (path, init) => {
      const response = await request(`/uploads${path}`, init);
      if (!response.ok)
        throw new CountersignError(response.status, await response.json().catch(() => undefined));
      return response;
    }),
    proxy: (path, init = {}) => request(`/proxy${path}`, init),
  };
}

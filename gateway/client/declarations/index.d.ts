// Written by `npm run docs` from the gateway's own OpenAPI document.
import type { Answer, Call, PagedPath, Rest, Row } from "./calls.ts";
import { type Upload } from "./upload.ts";
export { CountersignError, type Problem } from "./client-error.ts";
export type { Answer, Call, Init, Method, PagedPath, PathOf, Rest, Row } from "./calls.ts";
export type { components, operations, paths, webhooks } from "./api.d.ts";
export type { Upload, UploadOptions, UploadProgress } from "./upload.ts";
export { verifyWebhook, WebhookVerificationError, type ReceivedWebhook, type WebhookEvent, } from "./verify-webhook.ts";
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
    readonly pages: <P extends PagedPath>(path: P, ...rest: Rest<"get", P>) => AsyncIterable<Answer<"get", P>>;
    /** The same, row by row. */
    readonly rows: <P extends PagedPath>(path: P, ...rest: Rest<"get", P>) => AsyncIterable<Row<P>>;
    readonly upload: Upload;
    /** Any path of the upstream's API, its answer untouched, whatever its status is. */
    readonly proxy: (path: `/${string}`, init?: RequestInit) => Promise<Response>;
}
/** Makes a client. It keeps nothing but its options, and works wherever there is `fetch`. */
export declare function createClient(options: ClientOptions): Client;

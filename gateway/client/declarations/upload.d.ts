// Written by `npm run docs` from the gateway's own OpenAPI document.
/** How far an upload is: plain JSON, to be kept and gone on from. */
export interface UploadProgress {
    /** Such as `upload:<uuid>`; `mediaItems` takes it once all is sent. */
    readonly mediaUploadId: string;
    readonly size: number;
    readonly partSize: number;
    readonly totalParts: number;
    /** Numbers of the parts that have arrived. */
    readonly sent: readonly number[];
}
/** How a file is sent. */
export interface UploadOptions {
    readonly filename: string;
    /** The file's own type unless given. */
    readonly contentType?: string;
    /** Parts under way at a time; 3 unless given. */
    readonly parallel?: number;
    /** Goes on with an upload that broke off. */
    readonly resume?: UploadProgress;
    /** Called when the upload is open, and after each part. */
    readonly onProgress?: (progress: UploadProgress) => void;
    readonly signal?: AbortSignal;
}
/** Sends a file. @throws CountersignError for what the gateway refuses. */
export type Upload = (file: Blob, options: UploadOptions) => Promise<{
    readonly mediaUploadId: string;
}>;
/** Sends a request below `/v2/access/uploads`, and rejects with what is no success. */
export type Send = (path: string, init: RequestInit & {
    readonly method: string;
}) => Promise<Response>;
/** Makes the sender of files: parts go in parallel, and one that got lost goes again. */
export declare function createUpload(send: Send): Upload;

// Written by `npm run docs` from the gateway's own OpenAPI document.
import type { components } from "./api.d.ts";
/** The body of every error that the gateway makes itself (RFC 9457). */
export type Problem = components["schemas"]["Problem"];
/** An answer that is no success. */
export declare class CountersignError extends Error {
    readonly name: string;
    readonly status: number;
    /** Such as `SESSION_EXPIRED`; `HTTP_502` where something between here and the gateway answered. */
    readonly code: string;
    /** What the gateway says: whose fault it is, whether to retry, what to do. */
    readonly problem: Problem | undefined;
    constructor(status: number, body: unknown);
    /** Whether the same request may succeed when it is sent again. */
    get isRetryable(): boolean;
    /** How long to wait before that, where the gateway says so. */
    get retryAfterMs(): number | undefined;
}

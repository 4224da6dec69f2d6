import type { Connection } from "../connections/connection.ts";

/** Whose an upload is: a connection's, and of its apps the one that began it. */
export interface UploadOwner {
  readonly connection: Connection;
  readonly appId: string;
}

/** A file as its owner describes it before it is sent. */
export interface UploadFile {
  readonly filename: string;
  readonly size: number;
  readonly contentType: string;
}

/** How a file is to be sent. */
export interface UploadPlan {
  readonly id: string;
  readonly totalParts: number;
  /** Every part but the last has this size. */
  readonly partBytes: number;
  readonly size: number;
  readonly expiresAt: number;
}

/** Where one part goes. */
export interface PartTarget {
  /** The upstream's signed address. */
  readonly url: string;
  readonly bytes: number;
  readonly contentType: string;
  readonly totalParts: number;
}

/** What a post or message names a new file by, in the upstream's own words. */
export interface UploadClaim {
  readonly processId: string;
  readonly host: string;
  readonly thumbId: number | string;
  readonly name: string;
  readonly extra?: string;
}

/** A file that is in the vault already. */
export interface KnownFile {
  /** The upstream's own word about it, where it says which it is. */
  readonly media: unknown;
}

/** Files that are sent in parts, and named by posts and messages once they are complete. */
export interface Uploads {
  /** The file that the upstream has already, or `undefined` if it has not. */
  readonly check: (
    owner: UploadOwner,
    etag: string,
    size: number,
  ) => Promise<KnownFile | undefined>;
  /** @throws GatewayError `BODY_TOO_LARGE`, `RATE_LIMIT_EXCEEDED` with too many open ones, and what the upstream says. */
  readonly init: (owner: UploadOwner, file: UploadFile) => Promise<UploadPlan>;
  /** @throws GatewayError `RESOURCE_NOT_FOUND` for one that is another's, has expired or has no such part. */
  readonly target: (owner: UploadOwner, id: string, number: number) => Promise<PartTarget>;
  /** Keeps that a part was sent, under the ETag the store gave it. */
  readonly sent: (owner: UploadOwner, id: string, number: number, etag: string) => Promise<void>;
  /** Joins the parts and hands the file to the upstream; the second time it does nothing. @throws GatewayError `BAD_REQUEST` naming parts that are missing. */
  readonly complete: (owner: UploadOwner, id: string) => Promise<void>;
  /** The claim of a complete upload, for one post or message. @throws GatewayError `BAD_REQUEST` if it is not ready, or was used. */
  readonly take: (owner: UploadOwner, id: string) => Promise<UploadClaim>;
  /** Whether the post or message that took it came about; if not, it can be taken again. */
  readonly settle: (id: string, wasUsed: boolean) => Promise<void>;
}

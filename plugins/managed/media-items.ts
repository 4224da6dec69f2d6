import { Type } from "typebox";
import { GatewayError } from "../../gateway/chain/plugin.ts";
import type { UploadClaim, UploadOwner, Uploads } from "../../gateway/uploads/upload.ts";
import type { Ingest } from "../../gateway/uploads/ingest.ts";

/** A medium as the upstream takes it: a number in the vault, or the claim of a new file. */
export type MediaFile = number | UploadClaim;

/** The media of a post or message, as a caller writes them. */
export const MediaItems = Type.Array(
  Type.Union([Type.Number(), Type.String({ maxLength: 2048 })]),
  {
    maxItems: 100,
    description:
      "In order: numbers in the vault, uploads as `upload:<uuid>`, and http(s) addresses of files, which the gateway fetches.",
  },
);

/** What resolved media came to, and what must be said of it afterwards. */
export interface ResolvedItems {
  readonly files: readonly MediaFile[];
  /** Tells whether the post or message came about; uploads that it named can be used again if not. */
  readonly settle: (wasUsed: boolean) => Promise<void>;
}

/** How many of one request's files are fetched from addresses. */
const MAX_FETCHED = 10;
/** How many are resolved at a time; a file of unknown size is held in memory. */
const AT_A_TIME = 4;

/**
 * Turns items into what the upstream takes, in their order, a few of them at a time.
 * @throws GatewayError `BAD_REQUEST` naming the item; uploads that were taken by then are given back.
 */
export async function resolveMediaItems(
  items: readonly (number | string)[],
  owner: UploadOwner,
  services: { readonly uploads: Uploads; readonly ingest: Ingest },
): Promise<ResolvedItems> {
  const { uploads, ingest } = services;
  const taken: string[] = [];
  const settle = async (wasUsed: boolean): Promise<void> => {
    for (const id of taken) await uploads.settle(id, wasUsed);
  };

  async function take(id: string): Promise<UploadClaim> {
    const claim = await uploads.take(owner, id);
    taken.push(id);
    return claim;
  }

  async function resolve(item: number | string, index: number): Promise<MediaFile> {
    const text = String(item);
    if (/^\d{1,15}$/.test(text)) return Number(text);
    const id = UPLOAD.exec(text)?.[1];
    if (id !== undefined) return named(index, take(id));
    if (/^https?:\/\//i.test(text)) return named(index, ingest(owner, text).then(take));
    throw wrongItem(index, "must be a vault media ID, `upload:<uuid>` or an http(s) address.");
  }

  if (items.filter((item) => /^https?:/i.test(String(item))).length > MAX_FETCHED)
    throw new GatewayError(
      "BAD_REQUEST",
      `The body field \`mediaItems\` may have ${MAX_FETCHED} addresses at most.`,
    );
  const files: MediaFile[] = [];
  const waiting = items.entries();
  let failed: { readonly error: unknown } | undefined;
  const work = async (): Promise<void> => {
    // The workers share one iterator, so that each item is taken once.
    for (const [index, item] of waiting) {
      if (failed !== undefined) return;
      try {
        files[index] = await resolve(item, index);
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  if (failed !== undefined) {
    await settle(false);
    throw failed.error;
  }
  return { files, settle };
}

/**
 * Media that were resolved, or numbers in the vault where nothing had to be.
 * @throws GatewayError `BAD_REQUEST` naming an item that is neither.
 */
export function readMediaFiles(items: readonly unknown[] | undefined): readonly MediaFile[] {
  return (items ?? []).map((item, index) => {
    if (typeof item === "object" && item !== null) return item as UploadClaim;
    if (/^\d{1,15}$/.test(String(item))) return Number(item);
    throw wrongItem(index, "must be a vault media ID.");
  });
}

/** Whether any item has to be resolved. */
export function needResolving(items: unknown): items is readonly (number | string)[] {
  return Array.isArray(items) && items.some((item) => !/^\d{1,15}$/.test(String(item)));
}

const UPLOAD = /^upload:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Says which item it was that could not be used. */
async function named<T>(index: number, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== "BAD_REQUEST") throw error;
    throw wrongItem(index, `cannot be used: ${error.message}`);
  }
}

function wrongItem(index: number, what: string): GatewayError {
  return new GatewayError("BAD_REQUEST", `The body field \`mediaItems[${index}]\` ${what}`);
}

import type { IncomingHttpHeaders } from "node:http";
import { empty, text, type Body, type Reply } from "../reply.ts";
import { splitTarget } from "../target.ts";
import type { World } from "../world/world.ts";
import type { Media } from "../world/things.ts";
import { avatarOf } from "./avatar.ts";
import type { Pattern } from "./pattern.ts";
import { selectRange } from "./range.ts";
import type { Links } from "./signed-url.ts";

/** The renditions of one media item. */
export const RENDITIONS = ["full", "preview", "squarePreview", "thumb"] as const;
/** One of the renditions. */
export type Rendition = (typeof RENDITIONS)[number];

const SMALL_BYTES = { preview: 61_440, squarePreview: 24_576, thumb: 12_288 } as const;
const CACHE_SECONDS = 86_400;

/** Where a rendition of a media item lives on the file host. */
export function filePath(media: Media, rendition: Rendition): string {
  const folder = (media.id % 256).toString(16).padStart(2, "0");
  const isFilm = media.type === "video" && rendition === "full";
  return `/files/${folder}/${media.id}/${rendition}.${isFilm ? "mp4" : "jpg"}`;
}

/** How many bytes a rendition has. */
export function fileBytes(media: Media, rendition: Rendition): number {
  return rendition === "full" ? media.bytes : SMALL_BYTES[rendition];
}

/** What the file host needs to answer. */
export interface FileHost {
  readonly world: World;
  readonly links: Links;
  readonly pattern: Pattern;
}

/** The file host's answer: 403 for a forged or expired address, 404 for what was deleted, otherwise the file. */
export function answerFile(
  host: FileHost,
  target: string,
  headers: IncomingHttpHeaders,
  now: number,
): Reply {
  const [path] = splitTarget(target);
  const [, avatarId] = /^\/public\/avatars\/(\d+)\.svg$/.exec(path) ?? [];
  if (avatarId !== undefined) {
    const user = host.world.users.get(Number(avatarId));
    return user === undefined ? noSuchKey() : avatarOf(user);
  }
  if (host.links.check(target, now) !== "valid") return accessDenied();
  const [, id = "", name = ""] = /\/(\d+)\/(\w+)\.\w+$/.exec(path) ?? [];
  const media = host.world.media.get(Number(id));
  const rendition = RENDITIONS.find((candidate) => candidate === name);
  if (media === undefined || rendition === undefined) return noSuchKey();
  const body = host.pattern(media.id + rendition.length, fileBytes(media, rendition));
  return serve(body, headers, {
    "content-type": path.endsWith(".mp4") ? "video/mp4" : "image/jpeg",
    etag: `"${media.id.toString(16)}-${body.bytes.toString(16)}"`,
    "last-modified": new Date(media.createdAt).toUTCString(),
    "cache-control": `max-age=${CACHE_SECONDS}`,
    "accept-ranges": "bytes",
    server: "AmazonS3",
    "x-cache": "Hit from cloudfront",
  });
}

interface FileHeaders extends Readonly<Record<string, string>> {
  readonly etag: string;
  readonly "last-modified": string;
}

function serve(body: Body, headers: IncomingHttpHeaders, fields: FileHeaders): Reply {
  if (isUnchanged(headers, fields)) return empty(304, fields);
  const condition = headers["if-range"];
  const isRangeWanted =
    condition === undefined || condition === fields.etag || condition === fields["last-modified"];
  const selection = selectRange(isRangeWanted ? headers.range : undefined, body.bytes);
  switch (selection.kind) {
    case "whole":
      return { status: 200, headers: fields, body };
    case "unsatisfiable":
      return empty(416, { ...fields, "content-range": `bytes */${body.bytes}` });
    case "part": {
      const { from, to } = selection;
      return {
        status: 206,
        headers: { ...fields, "content-range": `bytes ${from}-${to - 1}/${body.bytes}` },
        body: { bytes: to - from, read: (at, length) => body.read(from + at, length) },
      };
    }
  }
}

function isUnchanged(headers: IncomingHttpHeaders, fields: FileHeaders): boolean {
  const tags = headers["if-none-match"];
  if (tags !== undefined)
    return tags === "*" || tags.split(",").some((tag) => tag.trim() === fields.etag);
  const since = Date.parse(headers["if-modified-since"] ?? "");
  return since >= Date.parse(fields["last-modified"]);
}

function accessDenied(): Reply {
  return xmlError(403, "AccessDenied", "Access denied");
}

function noSuchKey(): Reply {
  return xmlError(404, "NoSuchKey", "The specified key does not exist.");
}

/** An error as S3 and CloudFront write it. */
export function xmlError(status: number, code: string, message: string): Reply {
  return text(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    "application/xml",
    status,
    { server: "AmazonS3" },
  );
}

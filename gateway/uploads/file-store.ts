import type { Clock } from "../clock.ts";
import type { Connection } from "../connections/connection.ts";
import type { EnvironmentName } from "../environments.ts";
import { GatewayError } from "../errors.ts";
import type { OriginList } from "../origin-list.ts";
import type { Call, CallRequest } from "../upstream/call.ts";
import { classify } from "../upstream/classify.ts";
import { upstreamError } from "../upstream/upstream-error.ts";
import { convertForm } from "./convert-form.ts";
import { bodyOf, type SendPlain } from "./send-plain.ts";
import type { KnownFile, UploadClaim, UploadFile } from "./upload.ts";

/** A place in the upstream's file store that a file was given. */
export interface StorePlace {
  readonly key: string;
  /** Names a file of several parts until they are joined. */
  readonly uploadId: string | undefined;
  /** Where the joined file is handed to. */
  readonly convertUrl: string;
  /** One signed address a part. */
  readonly urls: readonly string[];
}

/** A part that was sent. */
export interface SentPart {
  readonly url: string;
  readonly etag: string;
}

/** The upstream's side of uploads. */
export interface FileStore {
  /** The file that is in the vault already, as the vault shows it where it says which it is; or `undefined`. */
  readonly known: (
    connection: Connection,
    md5: string,
    size: number,
  ) => Promise<KnownFile | undefined>;
  readonly open: (connection: Connection, file: UploadFile, parts: number) => Promise<StorePlace>;
  readonly finish: (
    connection: Connection,
    filename: string,
    place: Omit<StorePlace, "urls">,
    parts: readonly SentPart[],
  ) => Promise<UploadClaim>;
}

const CONVERT_TIMEOUT_MS = 15_000;
const API = "/api2/v2";

type Json = Readonly<Record<string, unknown>>;

/** Speaks to it: signed calls for addresses, plain requests to where they lead, and only to listed origins. */
export function createFileStore(options: {
  readonly call: Call;
  readonly sendPlain: SendPlain;
  readonly isStore: Readonly<Record<EnvironmentName, OriginList>>;
  readonly clock: Clock;
  readonly newUuid: () => string;
}): FileStore {
  const { call, sendPlain, isStore, clock, newUuid } = options;

  async function ask(connection: Connection, request: CallRequest): Promise<Json> {
    const { status, headers, body } = await call(connection, request);
    const refused = upstreamError(classify(status, headers, body));
    if (refused !== undefined) throw refused;
    return parse(body);
  }

  /** What is there, or `undefined` if nothing is. */
  async function find(connection: Connection, path: string): Promise<Json | undefined> {
    try {
      return await ask(connection, { method: "GET", path });
    } catch (error) {
      if (error instanceof GatewayError && error.code === "RESOURCE_NOT_FOUND") return undefined;
      throw error;
    }
  }

  function checked(connection: Connection, address: unknown): string {
    const url = typeof address === "string" ? URL.parse(address) : null;
    if (url !== null && url.username === "" && isStore[connection.environment](url))
      return address as string;
    throw new GatewayError(
      "UPSTREAM_INVALID",
      "The upstream named a place for files that is not among the allowed ones.",
      { nextActions: ["Ask the operator about `uploads.origins`."] },
    );
  }

  async function join(
    connection: Connection,
    { key, uploadId }: Omit<StorePlace, "urls">,
    parts: readonly SentPart[],
  ): Promise<Json> {
    const [first] = parts;
    if (uploadId === undefined) {
      const { origin, pathname, hostname } = new URL(first?.url ?? "");
      const Bucket = hostname.split(".")[0] ?? "";
      return { Location: origin + pathname, Bucket, Key: key, ETag: `"${first?.etag ?? ""}"` };
    }
    const listed = parts.map(({ etag }, index) => ({ ETag: `"${etag}"`, PartNumber: index + 1 }));
    const body = { key, parts: listed, uploadId, secure: false };
    return ask(connection, { method: "POST", path: `${API}/upload/signed/finish`, body });
  }

  return {
    known: async (connection, md5, size) => {
      const asked = `${API}/vault/media/hash?h=${encodeURIComponent(md5)}&size=${size}`;
      const answer = await find(connection, asked);
      if (answer === undefined) return undefined;
      const id = String(answer["id"]);
      const isId = /^\d{1,15}$/.test(id);
      return { media: isId ? await find(connection, `${API}/vault/media/${id}`) : undefined };
    },
    open: async (connection, { filename, contentType }, parts) => {
      const { upload } = await ask(connection, { method: "GET", path: `${API}/init` });
      const { s3, geoUploadHosts } = (upload ?? {}) as Json;
      const { uploadPath } = (s3 ?? {}) as Json;
      const folder = typeof uploadPath === "string" ? uploadPath.replace(/\/?$/, "/") : "upload/";
      const [host] = Array.isArray(geoUploadHosts) ? (geoUploadHosts as unknown[]) : [];
      const convertUrl = checked(connection, host);
      const number = clock.randomBytes(4).readUInt32BE();
      const key = `${folder}${newUuid()}/${number}/${storedName(filename)}`;
      const body = { key, parts, contentType, secure: false };
      const path = `${API}/upload/signed/create`;
      const created = await ask(connection, { method: "POST", path, body });
      const { putUrl, keys, uploadId } = created;
      const list = Array.isArray(keys) ? (keys as Json[]).map((each) => each["putUrl"]) : [putUrl];
      const urls = list.map((address) => checked(connection, address));
      if (urls.length !== parts || (parts > 1 && typeof uploadId !== "string"))
        throw new GatewayError("UPSTREAM_INVALID", "The upstream gave another number of parts.");
      return { key, uploadId: parts > 1 ? (uploadId as string) : undefined, convertUrl, urls };
    },
    finish: async (connection, filename, place, parts) => {
      const joined = await join(connection, place, parts);
      const form = convertForm(connection.upstreamUserId, filename, joined);
      const answer = await sendPlain(connection, {
        method: "POST",
        url: checked(connection, place.convertUrl),
        headers: { "content-type": form.type },
        body: bodyOf(form.body),
        bodyBytes: form.body.length,
        timeoutMs: CONVERT_TIMEOUT_MS,
      });
      if (answer.status !== 200)
        throw new GatewayError("UPSTREAM_UNREACHABLE", "The upstream did not take the file.", {
          upstream: { status: answer.status },
        });
      return readClaim(parse(answer.body), filename);
    },
  };
}

/** Only characters that are the same in a key, an address and a signature. */
function storedName(filename: string): string {
  return filename
    .toLowerCase()
    .replace(/[^\w.-]/g, "_")
    .slice(-100);
}

function readClaim({ processId, host, thumbs, extra }: Json, name: string): UploadClaim {
  const [thumb] = Array.isArray(thumbs) ? (thumbs as Json[]) : [];
  if (typeof processId !== "string" || typeof host !== "string")
    throw new GatewayError("UPSTREAM_INVALID", "The upstream's converter named no process.");
  return {
    processId,
    host,
    thumbId: (thumb?.["id"] ?? 1) as number | string,
    name,
    ...(typeof extra === "string" && { extra }),
  };
}

function parse(body: Buffer): Json {
  try {
    const value: unknown = JSON.parse(body.toString());
    if (typeof value === "object" && value !== null) return value as Json;
    return { id: value };
  } catch {
    throw new GatewayError("UPSTREAM_INVALID", "The upstream's answer about a file is no JSON.");
  }
}

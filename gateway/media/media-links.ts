import { LRUCache } from "lru-cache";
import type { Clock } from "../clock.ts";
import type { Connection } from "../connections/connection.ts";
import type { EnvironmentName } from "../environments.ts";
import type { OriginList } from "../origin-list.ts";
import type { ConnectionKey, ConnectionKeys } from "../secrets/connection-keys.ts";
import { createSeal, open, sealedKeyId } from "../secrets/sealed.ts";

/** What a link to media stands for. */
export interface MediaLink {
  readonly connectionId: string;
  readonly organizationId: string;
  readonly appId: string;
  readonly environment: EnvironmentName;
  /** The upstream's address, as it was when the link was made. */
  readonly url: string;
  /** Upstream paths whose answers may hold a newer address of the same file. */
  readonly sources: readonly string[];
}

/** For whom links are made, and under which base. */
export interface LinkOwner {
  readonly connection: Pick<Connection, "id" | "organizationId" | "environment">;
  readonly appId: string;
  /** Such as `https://gateway.example`. */
  readonly base: string;
}

/** The link for an upstream address, which JSON takes as it is, or the text itself if it is none of media. */
export type WriteLink = (url: string, sources: readonly string[]) => string;

/** Links to media that hold everything they need, sealed: nobody can make, alter or read one. */
export interface MediaLinks {
  /** A writer for one answer; without a promise where the connection's key is in memory. */
  readonly writerFor: (owner: LinkOwner) => WriteLink | Promise<WriteLink>;
  /** What a link's token stands for; `undefined` if it is forged, cut, expired or its connection is gone. */
  readonly read: (token: string) => Promise<MediaLink | undefined>;
}

/** Where links begin. */
export const MEDIA_PREFIX = "/v2/media";

const CONTEXT = "media link";
const MAX_TOKEN_LENGTH = 7_000;

interface Sealed {
  readonly o: string;
  readonly a: string;
  readonly e: EnvironmentName;
  readonly u: string;
  readonly s: readonly string[];
  readonly x: number;
}

/**
 * Makes links over the connections' data keys. An address keeps its link for half the link's life, so
 * that clients and their caches meet the same one again, and most are sealed only once.
 */
export function createMediaLinks(options: {
  readonly keys: ConnectionKeys;
  readonly isMedia: Readonly<Record<EnvironmentName, OriginList>>;
  readonly lifetimeMs: number;
  readonly clock: Clock;
  readonly maxRemembered?: number;
}): MediaLinks {
  const { keys, isMedia, lifetimeMs, clock, maxRemembered = 5_000 } = options;
  const made = new LRUCache<string, { readonly token: string; readonly renewAt: number }>({
    max: maxRemembered,
  });

  function writer(owner: LinkOwner, { key }: ConnectionKey): WriteLink {
    const { connection, appId } = owner;
    const { organizationId: o, environment: e } = connection;
    const isOfMedia = isMedia[e];
    const nowMs = clock.now();
    const begins = `${owner.base}${MEDIA_PREFIX}/`;
    const names = `${key.id} ${appId} `;
    // Most answers' addresses are known, and nothing is to be sealed.
    let seal: ReturnType<typeof createSeal> | undefined;
    return (url, s) => {
      if (!url.startsWith("http")) return url;
      // By the text as it came: reading an address takes longer than all the rest.
      const name = names + url;
      const known = made.get(name);
      if (known !== undefined && nowMs < known.renewAt) return begins + known.token;
      const parsed = URL.parse(url);
      if (parsed === null || parsed.username !== "" || !isOfMedia(parsed)) return url;
      const link: Sealed = { o, a: appId, e, u: parsed.href, s, x: nowMs + lifetimeMs };
      seal ??= createSeal(key, [CONTEXT, connection.id]);
      const token = seal(Buffer.from(JSON.stringify(link))).toString("base64url");
      made.set(name, { token, renewAt: nowMs + lifetimeMs / 2 });
      return begins + token;
    };
  }

  return {
    writerFor: (owner) => {
      const key = keys.of(owner.connection.id);
      return key instanceof Promise
        ? key.then((found) => writer(owner, found))
        : writer(owner, key);
    },
    read: async (token) => {
      if (token.length > MAX_TOKEN_LENGTH || !/^[\w-]+$/.test(token)) return undefined;
      const found = await findKey(keys, token);
      if (found === undefined) return undefined;
      const link = unseal(found, token);
      if (link === undefined || link.x <= clock.now()) return undefined;
      // The list may have become shorter since the link was made.
      const url = URL.parse(link.u);
      if (url === null || !isMedia[link.e](url)) return undefined;
      return {
        connectionId: found.connectionId,
        organizationId: link.o,
        appId: link.a,
        environment: link.e,
        url: link.u,
        sources: link.s,
      };
    },
  };
}

async function findKey(keys: ConnectionKeys, token: string): Promise<ConnectionKey | undefined> {
  let keyId: string;
  try {
    keyId = sealedKeyId(Buffer.from(token, "base64url"));
  } catch {
    return undefined;
  }
  return keys.byId(keyId);
}

function unseal({ connectionId, key }: ConnectionKey, token: string): Sealed | undefined {
  try {
    const bytes = open(key, Buffer.from(token, "base64url"), [CONTEXT, connectionId]);
    return JSON.parse(bytes.toString()) as Sealed;
  } catch {
    return undefined;
  }
}

import type { EnvironmentName } from "../environments.ts";

/** What a key may be used for. */
export type Scope = "ACCESS" | "ACCOUNT" | "LINK" | "RULES";

/** Who is calling, as their API key says. */
export interface Caller {
  readonly organizationId: string;
  readonly appId: string;
  readonly keyId: string;
  readonly environment: EnvironmentName;
  readonly scopes: ReadonlySet<Scope>;
}

/** API keys: made, checked and revoked. */
export interface Keys {
  /**
   * The caller a presented key belongs to; from memory where possible, then without a promise.
   * @throws GatewayError `UNAUTHORIZED`.
   */
  readonly authenticate: (presented: string | undefined) => Caller | Promise<Caller>;
  /** Makes a key; its text is returned here and never again. */
  readonly create: (options: {
    readonly organizationId: string;
    readonly environment: EnvironmentName;
    readonly scopes: readonly Scope[];
    readonly appId?: string;
    readonly name?: string;
  }) => Promise<{ readonly keyId: string; readonly key: string }>;
  /** Looks a key up anew from now on: something about it was changed in the store. */
  readonly changed: (digest: string) => void;
  /** In force within a second, everywhere in this process at once. */
  readonly revoke: (keyId: string) => Promise<void>;
}

/** The key of a request, from `apikey`, `X-API-Key` or `Authorization: Bearer`. */
export function presentedKey(headers: Readonly<Record<string, unknown>>): string | undefined {
  const plain = headers["apikey"] ?? headers["x-api-key"];
  if (typeof plain === "string") return plain;
  const bearer = headers["authorization"];
  if (typeof bearer === "string" && /^bearer /i.test(bearer)) return bearer.slice(7).trim();
  return undefined;
}

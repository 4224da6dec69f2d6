import { keysOf } from "./pointer.ts";

/** Settings that the environment and the command line may give, over the file. */
export const SETTINGS = [
  { variable: "HOST", option: "host", place: "/server/host" },
  { variable: "PORT", option: "port", place: "/server/port" },
  { variable: "ADMIN_HOST", option: "admin-host", place: "/admin/host" },
  { variable: "ADMIN_PORT", option: "admin-port", place: "/admin/port" },
  { variable: "PUBLIC_URL", option: "public-url", place: "/server/publicUrl" },
  { variable: "TRUSTED_PROXIES", option: "trusted-proxies", place: "/server/trustedProxies" },
  { variable: "TLS_CERT", option: "tls-cert", place: "/server/tls/cert" },
  { variable: "TLS_KEY", option: "tls-key", place: "/server/tls/key" },
  { variable: "DATA_DIR", option: "data-dir", place: "/dataDir" },
  { variable: "KEY_FILE", option: "key-file", place: "/keyFile" },
  { variable: "RULES_DIR", option: "rules-dir", place: "/rules/dir" },
  { variable: "SANDBOX", option: "sandbox", place: "/environments/sandbox/enabled" },
  { variable: "LOG_LEVEL", option: "log-level", place: "/log/level" },
] as const;

/** Values by variable name, or by option name without dashes in front. */
export type Texts = Readonly<Record<string, string | undefined>>;

/**
 * Lays the environment, then the command line, over a document, in place. Returns where each value
 * laid over it came from, `env HOST` or `command line`, by JSON pointer; an empty variable is none.
 */
export function applySettings(document: object, env: Texts, args: Texts): Map<string, string> {
  const origins = new Map<string, string>();
  for (const { variable, option, place } of SETTINGS) {
    const argument = args[option];
    const text = argument ?? env[variable];
    if (text === undefined || (argument === undefined && text === "")) continue;
    if (put(document, keysOf(place), text)) {
      origins.set(place, argument === undefined ? `env ${variable}` : "command line");
    }
  }
  return origins;
}

/** Sets a member, making the objects on the way; a value of another kind on the way stays, for the schema to refuse. */
function put(document: object, keys: readonly string[], text: string): boolean {
  let holder = document as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) {
    const inner = (holder[key] ??= {});
    if (typeof inner !== "object") return false;
    holder = inner as Record<string, unknown>;
  }
  holder[keys.at(-1) ?? ""] = text;
  return true;
}

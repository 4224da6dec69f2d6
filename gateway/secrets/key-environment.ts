import { parseKeys, type KeyProvider } from "./key-provider.ts";

/** Keys in the value of an environment variable, which the caller has read; it cannot make one. */
export function createKeyEnvironmentProvider(name: string, value: string | undefined): KeyProvider {
  const place = `the environment variable ${name}`;
  return {
    place,
    remedy: `Set ${name} to the key (a new one, for a new data folder: openssl rand -base64 32).`,
    warning:
      `The key comes from ${place}: whoever can read the process's environment can read it. ` +
      "A key file (KEY_FILE) is the safer place.",
    load: () => parseKeys(value ?? "", place),
  };
}

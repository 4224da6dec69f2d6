import type { Config } from "./config/schema.ts";
import { GatewayError } from "./errors.ts";

/** `sandbox` or `live`: key, app and connection each belong to one, and must agree. */
export type EnvironmentName = "sandbox" | "live";

/** One upstream world, with everything that must never be mixed with the other. */
export interface Environment {
  readonly name: EnvironmentName;
  /** Where requests go: `https://onlyfans.com`, or the sandbox on loopback. */
  readonly origin: string;
  /** Origins a session's secrets may be sent to; `origin` is always among them. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Name of the signing scheme, such as `onlyfans`. */
  readonly scheme: string;
  /** Where a user's `x-hash` is asked for; it is not sent where there is none. */
  readonly hashOrigin?: string | undefined;
}

/** The environments that are switched on. */
export type Environments = Readonly<Partial<Record<EnvironmentName, Environment>>>;

/** What is said to who asks for an environment that is not switched on. */
export function environmentOff(environment: EnvironmentName): GatewayError {
  return new GatewayError("RESOURCE_NOT_FOUND", `The environment ${environment} is off.`, {
    nextActions: [`Switch it on with the setting \`environments.${environment}.enabled\`.`],
  });
}

/** The environments of a configuration; the sandbox has an origin once it runs. */
export function createEnvironments(
  { environments: { sandbox, live } }: Config,
  sandboxOrigin: string | undefined,
): Environments {
  const environment = (
    name: EnvironmentName,
    origin: string,
    hashOrigin: string | undefined,
    {
      allowedOrigins,
      scheme,
    }: { readonly allowedOrigins: readonly string[]; readonly scheme: string },
  ): Environment => ({
    name,
    origin,
    allowedOrigins: new Set([origin, ...allowedOrigins]),
    scheme,
    hashOrigin,
  });
  return {
    ...(sandboxOrigin !== undefined && {
      sandbox: environment(
        "sandbox",
        sandboxOrigin,
        // Another upstream in its place need not have any.
        sandbox.origin === undefined ? sandboxOrigin : undefined,
        sandbox,
      ),
    }),
    ...(live.enabled && { live: environment("live", live.origin, live.hashOrigin, live) }),
  };
}

import { asEnvironment } from "./environment-name.ts";

/** Options that say whose records are meant. */
export interface OwnerOptions {
  readonly environment?: string;
  readonly organization?: string;
}

/** Their declarations, for a list that they narrow. */
export const OWNER_FILTERS = [
  ["--environment <name>", "only those of sandbox or live"],
  ["--organization <id>", "only those of this organization"],
] as const;

/** Their declarations, for something that is made. */
export const OWNER = [
  ["--environment <name>", "sandbox or live", "live"],
  ["--organization <id>", "whose it is; the default organization's unless given"],
] as const;

/** As the admin API takes them. @throws CommandError for a word that is no environment. */
export function ownerOf({ environment, organization }: OwnerOptions) {
  return {
    environment: environment === undefined ? undefined : asEnvironment(environment),
    organizationId: organization,
  };
}

import { GatewayError, type ParameterDocument } from "../../gateway/chain/plugin.ts";

/** What each path parameter may look like; only such values reach an upstream path. */
const PARAMETERS: Readonly<Record<string, readonly [pattern: RegExp, meaning: string]>> = {
  userId: [/^(?!\.+$)[\w.-]{1,64}$/, "a user's number, a username or `me`"],
  postId: [/^\d{1,19}$/, "a post's number"],
  messageId: [/^\d{1,19}$/, "a message's number"],
  massMessageId: [/^\d{1,19}$/, "a mass message's number"],
  subscriptionId: [/^\d{1,19}$/, "a subscription's number"],
  listId: [/^[\w-]{1,64}$/, "a list's number, or the name of one such as `fans`"],
  promotionId: [/^\d{1,19}$/, "a promotion's number"],
  bundleId: [/^\d{1,19}$/, "a bundle's number"],
  trialLinkId: [/^\d{1,19}$/, "a trial link's number"],
  trackingLinkId: [/^\d{1,19}$/, "a tracking link's number"],
};

/** Whether a parameter of that name may be declared. */
export function isParameter(name: string): boolean {
  return Object.hasOwn(PARAMETERS, name);
}

/** A parameter as the reference describes it. */
export function describeParameter(name: string): ParameterDocument {
  const [pattern, meaning] = PARAMETERS[name] ?? [/^/, name];
  return { name, pattern: pattern.source, description: `This must be ${meaning}.` };
}

/** Insists on a parameter's form. @throws GatewayError `BAD_REQUEST` naming it. */
export function assertParameter(name: string, value: string): void {
  const [pattern, meaning] = PARAMETERS[name] ?? [];
  if (pattern?.test(value)) return;
  throw new GatewayError(
    "BAD_REQUEST",
    `The path parameter \`${name}\` must be ${meaning ?? "valid"}.`,
  );
}

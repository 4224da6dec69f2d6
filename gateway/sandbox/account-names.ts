/** Names of the accounts that can sign in. */
export const ACCOUNT_NAMES = ["creator", "fan", "creator-otp", "fan-otp"] as const;
/** One of the accounts. */
export type AccountName = (typeof ACCOUNT_NAMES)[number];

import type { EventRow, WebhookForm } from "../store/webhook-rows.ts";
import type { AccountPart } from "./account-part.ts";

/**
 * The body that tells of an event, the same at every attempt: `{type, timestamp, sequence, data}`,
 * or for the form `svix`, which OFAuth's SDKs read, `{eventType, live, sequence, data}`.
 */
export function writeBody(
  event: EventRow,
  account: AccountPart | undefined,
  form: WebhookForm,
): string {
  const { type, sequence, createdAt, environment } = event;
  const kept = JSON.parse(event.data) as { readonly connection?: object };
  if (form === "svix") {
    const data = account === undefined ? kept : { ...kept, ...sdkAccount(kept, account) };
    return JSON.stringify({ eventType: type, live: environment === "live", sequence, data });
  }
  const data =
    account === undefined ? kept : { ...kept, connection: { ...kept.connection, ...account } };
  return JSON.stringify({ type, timestamp: new Date(createdAt).toISOString(), sequence, data });
}

/** The SDKs' names: the account's ID is `userId`, and also stands beside the connection's own. */
function sdkAccount(
  { connection }: { readonly connection?: object },
  { permissions, userData: { id, ...profile } }: AccountPart,
): object {
  return {
    connection: {
      ...connection,
      platformUserId: id,
      permissions,
      userData: { userId: id, ...profile },
    },
  };
}

import { GatewayError } from "../errors.ts";
import type { Repositories } from "../store/store.ts";
import type { ConnectionRow } from "../store/tables.ts";

/** Whether a text can be a Connection ID, of the gateway's own making or brought along by an app. */
export function isConnectionId(text: string): boolean {
  return idForm.test(text);
}

/**
 * Checks that an ID which was chosen can be this account's: it is its own already, or nobody's yet.
 * @throws GatewayError `BAD_REQUEST` for a text that is no ID; `CONFLICT`, the same whoever has it.
 */
export async function assertAdoptable(
  { connections }: Pick<Repositories, "connections">,
  chosenId: string | undefined,
  account: ConnectionRow | undefined,
): Promise<void> {
  if (chosenId === undefined || chosenId === account?.id) return;
  if (!isConnectionId(chosenId)) {
    throw new GatewayError(
      "BAD_REQUEST",
      "`connectionId` is no Connection ID: `conn_` and 16 to 64 letters, digits, `-` or `_`.",
    );
  }
  if (account !== undefined)
    throw new GatewayError("CONFLICT", "This account has a connection under another ID.", {
      reason: "other_id",
      nextActions: ["Leave `connectionId` out, or delete the connection there is."],
    });
  if ((await connections.find(chosenId)) !== undefined)
    throw new GatewayError("CONFLICT", "This Connection ID is in use.", {
      reason: "id_in_use",
      nextActions: ["Leave `connectionId` out, and store the ID in the answer."],
    });
}

// The gateway's own have 24 letters and digits; those of other makers differ.
const idForm = /^conn_[0-9A-Za-z_-]{16,64}$/;

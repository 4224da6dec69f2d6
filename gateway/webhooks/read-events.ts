import type { Clock } from "../clock.ts";
import { GatewayError } from "../errors.ts";
import type { OutboxRepository } from "../store/outbox.ts";
import type { Store } from "../store/store.ts";
import type { EventRow } from "../store/webhook-rows.ts";
import { openAccountPart } from "./account-part.ts";
import { signatureHeaders } from "./sign.ts";
import { writeBody } from "./write-body.ts";

/** What an endpoint of the form `standard` is sent of an event. */
export interface SignedEvent {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Events in their order, and where to go on reading. */
export interface ReadEvents {
  readonly list: readonly SignedEvent[];
  readonly cursor: string;
}

const AT_ONCE = 100;

/**
 * Reads the events of an organization's environment that came after an event or a cursor, of some types
 * or of all; from nothing, it begins now. They are signed with a secret that the reader brings.
 * @throws GatewayError `RESOURCE_NOT_FOUND` for an event that is not kept (any more).
 */
export async function readEvents(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  owner: Pick<EventRow, "organizationId" | "environment">,
  after: string | undefined,
  types: readonly string[] | undefined,
  secret: string,
): Promise<ReadEvents> {
  const { outbox } = store;
  if (after === undefined) return { list: [], cursor: String(await outbox.lastPosition()) };
  const position = await positionOf(outbox, owner, after);
  const rows = await outbox.after(owner, position, types, AT_ONCE);
  const list: SignedEvent[] = [];
  for (const row of rows) {
    const { id } = row;
    const body = writeBody(row, await openAccountPart(store, row), "standard");
    const headers = signatureHeaders("standard", [secret], { id, body }, clock.now());
    list.push({ id, headers, body });
  }
  return { list, cursor: String(rows.at(-1)?.position ?? position) };
}

async function positionOf(
  outbox: OutboxRepository,
  { organizationId, environment }: Pick<EventRow, "organizationId" | "environment">,
  after: string,
): Promise<number> {
  if (!after.startsWith("evt_")) return Number(after);
  const event = await outbox.findById(after);
  if (event?.organizationId === organizationId && event.environment === environment)
    return event.position;
  throw new GatewayError("RESOURCE_NOT_FOUND", "There is no such event; events are kept a month.");
}

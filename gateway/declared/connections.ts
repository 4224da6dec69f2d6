import { createChanges } from "../connections/changes.ts";
import type { ConnectionRow } from "../store/tables.ts";
import type { Events } from "../webhooks/events.ts";
import type { Declared, Turn } from "./turn.ts";

/** Places and pauses connections as the file says; returns those that are not as they were. One that is not linked is passed over. */
export async function placeConnections(
  turn: Turn,
  events: Pick<Events, "emit">,
): Promise<readonly ConnectionRow[]> {
  const moved: ConnectionRow[] = [];
  for (const [id, wanted] of Object.entries(turn.declared.connections)) {
    const row = await turn.inner.connections.find(id);
    if (row === undefined) continue;
    const after = await pause(turn, events, await place(turn, row, wanted), wanted);
    const did = after === row ? undefined : "change";
    const fields = Object.keys(wanted).join(" ");
    await turn.take({ kind: "connection", name: id, targetId: id, did, fields });
    if (after !== row) moved.push(after);
  }
  return moved;
}

type Wanted = Declared["connections"][string];

async function place(
  { inner, clock }: Turn,
  row: ConnectionRow,
  { egressId: named, country: wantedCountry }: Wanted,
): Promise<ConnectionRow> {
  // Elsewhere another outbound proxy is chosen, unless one is named.
  const country = wantedCountry ?? row.country;
  const egressId = named ?? (country === row.country ? row.egressId : null);
  if (egressId === row.egressId && country === row.country) return row;
  const changes = { egressId, country, updatedAt: clock.now() };
  return (await inner.connections.update(row.id, changes)) ?? row;
}

async function pause(
  { inner, clock }: Turn,
  events: Pick<Events, "emit">,
  row: ConnectionRow,
  { paused }: Wanted,
): Promise<ConnectionRow> {
  const isPaused = row.state === "paused";
  if (paused === undefined || paused === isPaused || row.reason === "owner") return row;
  const { enter } = createChanges({
    store: { transaction: (work) => work(inner) },
    events,
    clock,
  });
  const after = await (paused
    ? enter(row.id, "paused", "config", "operator")
    : enter(row.id, "active", "resumed", "operator"));
  return after ?? row;
}
